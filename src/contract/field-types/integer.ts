import type { FieldType } from '../field-type.ts'
import { numberFilters } from '../filter-how.ts'

/** JSON's own spelling of a whole number (RFC 8259, 6): no plus, no zero in front, no point and no exponent. */
const integer = /^-?(?:0|[1-9]\d*)$/

const least = -(2n ** 63n)
const most = 2n ** 63n - 1n

/** A sign and the nineteen digits of the longest one. */
const widest = 20

/** Seven digits or more may be the number of a person or of a telephone. */
const shown = /^-?\d{1,6}$/

const fault = { code: 'not-an-integer', detail: null } as const
const outOfRange = { code: 'out-of-range', detail: 'whole numbers have 64 bits' } as const

const readInteger = (text: string) => {
  if (!integer.test(text)) return fault
  // Any number of up to 18 digits fits.
  if (text.length <= 18) return text
  if (text.length > widest) return outOfRange
  const value = BigInt(text)
  return value < least || value > most ? outOfRange : text
}

/**
 * A whole number of 64 bits, kept as its text. `1.0` and `1e3` are refused: a sender that writes them does not
 * promise whole numbers.
 */
export const integerType = {
  name: 'integer',
  label: 'Whole number',
  code: 'not-an-integer',
  fault: 'is not a whole number',
  faultName: 'Not a whole number',
  asked: () => 'a whole number such as 42',
  natural: () => ['number'],
  possible: ['number', 'string'],
  options: [],
  read: readInteger,
  // JSON has two zeros, and they are equal.
  canonical: (text) => (text === '-0' ? '0' : readInteger(text)),
  sqlType: () => 'bigint',
  sortedBy: 'value',
  comparedAs: 'number',
  filters: numberFilters,
  widest,
  shortest: 1,
  sample: ({ below }) => String(below(1_000)),
  mayBeShown: (value) => shown.test(value),
} as const satisfies FieldType
