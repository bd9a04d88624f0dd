import type { FieldType } from '../field-type.ts'
import { textFilters } from '../filter-how.ts'

/** A plus, a country's code and a number, fifteen digits at most (E.164, 6); no country has fewer than seven. */
const phone = /^\+[1-9]\d{6,14}$/

const fault = { code: 'not-a-phone', detail: null } as const

const readPhone = (text: string) => (phone.test(text) ? text : fault)

/** A telephone number as E.164 has it. Without its plus nobody can tell in which country it is, and nothing is guessed. */
export const phoneType = {
  name: 'phone',
  label: 'Telephone number',
  code: 'not-a-phone',
  fault: 'is not a telephone number as +4930123456',
  faultName: 'Not a telephone number',
  asked: () => 'a telephone number such as +4930123456',
  natural: () => ['string'],
  possible: ['string'],
  options: [],
  read: readPhone,
  canonical: readPhone,
  sqlType: () => 'varchar(16)',
  sortedBy: 'text',
  comparedAs: 'text',
  filters: textFilters,
  widest: 16,
  shortest: 8,
  // Numbers that are reserved for fiction (NANPA).
  sample: ({ digits, pick }) => `+1${pick(['202', '312', '415'])}55501${digits(2)}`,
  mayBeShown: () => false,
} as const satisfies FieldType
