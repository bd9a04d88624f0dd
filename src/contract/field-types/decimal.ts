import type { FieldType, TypedField } from '../field-type.ts'
import { numberFilters } from '../filter-how.ts'
import { withoutTrailingZeros } from './digits.ts'

/** JSON's own spelling of a number (RFC 8259, 6). */
const decimal = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/

/** How many digits a number may have before or behind the point; a column has no more (PostgreSQL, `numeric(1000)`). */
const mostDigits = 1_000

/** A sign, the digits of both sides, the point, and an exponent of a sign and four digits. */
const widest = 2 * mostDigits + 8

const fault = { code: 'not-a-decimal', detail: null } as const
const tooManyDigits = { code: 'out-of-range', detail: `at most ${mostDigits} digits` } as const

/** A number without its exponent and without zeros that say nothing. */
interface Digits {
  readonly sign: string
  /** Empty if there is none. */
  readonly whole: string
  readonly fraction: string
}

const digitsOf = (text: string) => {
  const parts = decimal.exec(text)
  if (parts === null) return fault
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts
  if (text.length > widest || exponent.length > 5) return tooManyDigits
  const digits = withoutZeros(whole + fraction, whole.length + Number(exponent))
  return digits === null ? tooManyDigits : { sign, ...digits }
}

/** `point` is how many of the digits are before the point; below 0 or beyond their end it is among zeros. */
const withoutZeros = (written: string, point: number): Omit<Digits, 'sign'> | null => {
  const first = written.search(/[1-9]/)
  if (first < 0) return { whole: '', fraction: '' }
  const digits = withoutTrailingZeros(written.slice(first))
  const before = point - first
  const behind = Math.max(0, digits.length - before)
  if (before > mostDigits || behind > mostDigits) return null
  if (before <= 0) return { whole: '', fraction: digits.padStart(behind, '0') }
  return { whole: digits.slice(0, before).padEnd(before, '0'), fraction: digits.slice(before) }
}

/** The digits, if the column holds all of them. PostgreSQL would round a fraction that is longer than its scale. */
const fittingDigits = (text: string, { precision, scale }: TypedField) => {
  const digits = digitsOf(text)
  if ('code' in digits || precision === null) return digits
  const behind = scale ?? 0
  const fits = digits.whole.length <= precision - behind && digits.fraction.length <= behind
  return fits
    ? digits
    : ({
        code: 'out-of-range',
        detail: `at most ${precision} digits, ${behind} of them behind the point`,
      } as const)
}

/**
 * An exact decimal number, kept as its text. It may have an exponent, as many senders write small or large numbers with one.
 * Zeros at the end of a fraction count as no digits: nothing is lost without them.
 */
export const decimalType = {
  name: 'decimal',
  label: 'Decimal number',
  code: 'not-a-decimal',
  fault: 'is not a decimal number',
  faultName: 'Not a decimal number',
  asked: ({ precision, scale }) =>
    precision === null && scale === null
      ? 'a decimal number such as 12.5'
      : `a decimal number of ${[precision === null ? null : `at most ${precision} digits`, scale === null ? null : `${scale} behind the point`].filter((part) => part !== null).join(', ')}`,
  natural: () => ['number'],
  possible: ['number', 'string'],
  options: ['precision', 'scale'],
  read: (text, field) => {
    const digits = fittingDigits(text, field)
    return 'code' in digits ? digits : text
  },
  // Without an exponent, a plus, or zeros that say nothing: `-1.50e1` is `-15`, `-0.0` is `0`.
  canonical: (text, field) => {
    const digits = fittingDigits(text, field)
    if ('code' in digits) return digits
    const { sign, whole, fraction } = digits
    if (whole === '' && fraction === '') return '0'
    return `${sign}${whole || '0'}${fraction === '' ? '' : `.${fraction}`}`
  },
  sqlType: ({ precision, scale }) => (precision === null ? 'numeric' : `numeric(${precision},${scale ?? 0})`),
  sortedBy: 'value',
  comparedAs: 'number',
  filters: numberFilters,
  widest,
  shortest: 1,
  sample: ({ below, digits }, { precision, scale }) => {
    const behind = Math.min(precision === null ? 2 : (scale ?? 0), 6)
    const before = Math.min(precision === null ? 3 : precision - (scale ?? 0), 3)
    const whole = String(below(10 ** before))
    return behind === 0 ? whole : `${whole}.${digits(behind)}`
  },
  // An amount may be a wage, and two of them may be coordinates of a home.
  mayBeShown: () => false,
} as const satisfies FieldType
