import type { FieldType } from '../field-type.ts'
import { textFilters } from '../filter-how.ts'
import { isUuid, mayBePersonal } from './personal.ts'

/** A text up to this length is one of a few words, such as a locale or a kind of device; a longer one may be an id. */
const longestWord = 32

/** Language, script and region (RFC 5646), or a region alone; or words of letters. */
const word = /^(?:[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|[0-9]{3}))?|[A-Za-z ]{1,32})$/

/** Any text; nothing in it is trimmed or changed. */
export const textType = {
  name: 'text',
  label: 'Text',
  code: 'not-a-text',
  fault: 'is not a text',
  faultName: 'Not a text',
  asked: () => 'a text',
  natural: () => ['string'],
  possible: ['string', 'number', 'boolean'],
  options: ['maxLength', 'enum', 'allowEmpty'],
  read: (text) => text,
  canonical: (text) => text,
  sqlType: ({ maxLength }) => (maxLength === null ? 'text' : `varchar(${maxLength})`),
  sortedBy: 'text',
  comparedAs: 'text',
  filters: textFilters,
  widest: null,
  shortest: 1,
  sample: ({ hex }, { maxLength }) => hex(Math.min(maxLength ?? 12, 12)),
  mayBeShown: (value, { maxLength }, secrets) =>
    maxLength !== null && maxLength <= longestWord
      ? word.test(value)
      : // Devices have UUIDs: if the user's value is one, the two may have been swapped.
        !mayBePersonal(value) && (isUuid(value) || !secrets.some(isUuid)),
} as const satisfies FieldType
