import type { FieldType } from '../field-type.ts'
import { textFilters } from '../filter-how.ts'
import { isUuid } from './personal.ts'

const fault = { code: 'not-a-uuid', detail: null } as const

/** A UUID of any version in its usual form (RFC 9562, 4): 32 hexadecimal digits and four hyphens; masked in lower case. */
export const uuidType = {
  name: 'uuid',
  label: 'UUID',
  code: 'not-a-uuid',
  fault: 'is not a UUID',
  faultName: 'Not a UUID',
  asked: () => 'a UUID such as 0189f7e2-7b1c-7def-8a3b-0242ac120002',
  natural: () => ['string'],
  possible: ['string'],
  options: [],
  read: (text) => (isUuid(text) ? text : fault),
  canonical: (text) => (isUuid(text) ? text.toLowerCase() : fault),
  sqlType: () => 'uuid',
  sortedBy: 'value',
  comparedAs: 'any-case',
  filters: textFilters,
  widest: 36,
  shortest: 36,
  // Version 4.
  sample: ({ hex, pick }) =>
    `${hex(8)}-${hex(4)}-4${hex(3)}-${pick(['8', '9', 'a', 'b'])}${hex(3)}-${hex(12)}`,
  // Both devices and people have them.
  mayBeShown: () => false,
} as const satisfies FieldType
