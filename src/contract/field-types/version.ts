import type { FieldType } from '../field-type.ts'
import { versionFilters } from '../filter-how.ts'

/**
 * One to four numbers with dots between them, an optional suffix after a hyphen and an optional build after a plus (SemVer
 * 2.0.0, 9 and 10): `2.3.0`, `0.96`, `3.1-beta.2`, `1.4.2+2049`.
 */
const version = /^\d+(?:\.\d+){0,3}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/

/** Of usual length, three numbers at most as four may be an address; or a word. */
const shown =
  /^(?:\d{1,4}(?:\.\d{1,4}){0,2}(?:-[A-Za-z]{1,8}\.?\d{0,3})?(?:\+[0-9A-Za-z]{1,8})?|[A-Za-z]{1,32})$/

const fault = { code: 'not-a-version', detail: null } as const

const readVersion = (text: string) => (version.test(text) ? text : fault)

/** A version number, kept as the text it came as: `6.02` is not `6.2`. */
export const versionType = {
  name: 'version',
  label: 'Version',
  code: 'not-a-version',
  fault: 'is not a version number',
  faultName: 'Not a version',
  asked: () => 'a version such as 1.4.2',
  natural: () => ['string'],
  possible: ['string'],
  options: ['maxLength', 'enum'],
  read: readVersion,
  canonical: readVersion,
  sqlType: ({ maxLength }) => (maxLength === null ? 'text' : `varchar(${maxLength})`),
  sortedBy: 'version',
  comparedAs: 'version',
  filters: versionFilters,
  widest: null,
  shortest: 1,
  sample: ({ below }) => `${below(4)}.${below(10)}.${below(10)}`,
  mayBeShown: (value) => shown.test(value),
} as const satisfies FieldType
