import type { FieldType, TimestampForm } from '../field-type.ts'
import { timeFilters } from '../filter-how.ts'
import { dayText, daysSince1970, isDay, padded } from './calendar.ts'
import { withoutTrailingZeros } from './digits.ts'

/** RFC 3339, 5.6, `date-time`, in which letters can be lower case. Its zone is never left out. */
const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:Z|([+-])(\d{2}):(\d{2}))$/i

/** JSON's own spelling of a number (RFC 8259, 6), without an exponent. */
const sinceEpoch = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/

/** The decimals that a number of each unit needs for microseconds. */
const digitsToMicroseconds = { s: 6, ms: 3, us: 0, ns: -3 } as const satisfies Record<
  Exclude<TimestampForm, 'rfc3339'>,
  number
>

/** The year 9999 in nanoseconds has 21. */
const mostDigits = 21

const secondsOfDay = 86_400
const microsecondsOfDay = 86_400_000_000n

const fault = { code: 'not-a-timestamp', detail: null } as const
const outOfRange = { code: 'out-of-range', detail: 'years go from 0001 to 9999' } as const

/** `second` counts from the start of the day 1970-01-01 plus `days`, and may be outside that day. */
const utcText = (days: number, second: number, fraction: string) => {
  const day = dayText(days + Math.floor(second / secondsOfDay))
  if (day === null) return outOfRange
  const inDay = second - Math.floor(second / secondsOfDay) * secondsOfDay
  const behind = withoutTrailingZeros(fraction.slice(0, 6))
  return `${day}T${timeText(inDay)}${behind === '' ? '' : `.${behind}`}Z`
}

const timeText = (second: number): string =>
  [Math.floor(second / 3_600), Math.floor(second / 60) % 60, second % 60]
    .map((part) => padded(part, 2))
    .join(':')

const readText = (text: string) => {
  const parts = rfc3339.exec(text)
  if (parts === null) return fault
  const [year, month, day, hour, minute, second, , , zoneHour, zoneMinute] = parts.slice(1).map(Number) as [
    ...[number, number, number, number, number, number],
    ...[unknown, unknown, number, number],
  ]
  if (!isDay(year, month, day) || hour > 23 || minute > 59 || second > 59) return fault
  if (zoneHour > 23 || zoneMinute > 59) return fault
  const zone = parts[8] === undefined ? 0 : (zoneHour * 60 + zoneMinute) * (parts[8] === '-' ? -60 : 60)
  return utcText(daysSince1970(year, month, day), hour * 3_600 + minute * 60 + second - zone, parts[7] ?? '')
}

const readNumber = (text: string, form: Exclude<TimestampForm, 'rfc3339'>) => {
  const parts = sinceEpoch.exec(text)
  if (parts === null) return fault
  const [, sign = '', whole = '', fraction = ''] = parts
  if (whole.length > mostDigits) return outOfRange
  const digits = digitsToMicroseconds[form]
  const microseconds = BigInt(
    digits < 0 ? whole.slice(0, digits) || '0' : whole + fraction.slice(0, digits).padEnd(digits, '0'),
  )
  const signed = sign === '-' ? -microseconds : microseconds
  const inDay = ((signed % microsecondsOfDay) + microsecondsOfDay) % microsecondsOfDay
  const rest = Number(inDay)
  const second = Math.floor(rest / 1_000_000)
  return utcText(Number((signed - inDay) / microsecondsOfDay), second, padded(rest % 1_000_000, 6))
}

const readTimestamp = (text: string, { form }: { readonly form: TimestampForm | null }) =>
  form === null || form === 'rfc3339' ? readText(text) : readNumber(text, form)

/** More than six decimals of a second, with a digit other than zero after the sixth. */
const finer = /\.\d{6}0*[1-9]/

/** Whether a time that was read is finer than a microsecond. */
const isFiner = (text: string, { form }: { readonly form: TimestampForm | null }): boolean => {
  if (form === null || form === 'rfc3339') return text.length > shortestFiner && finer.test(text)
  const [whole = '', fraction = ''] = text.split('.')
  const digits = digitsToMicroseconds[form]
  return /[1-9]/.test(digits < 0 ? whole.slice(digits) + fraction : fraction.slice(digits))
}

/** A time with six decimals and `Z` as its zone. */
const shortestFiner = 27

const firstSample = daysSince1970(2025, 1, 1)

const units = { s: 'seconds', ms: 'milliseconds', us: 'microseconds', ns: 'nanoseconds' } as const

/**
 * A moment, stored as UTC with up to six decimals and no zeros at the end: what is finer is cut off, as PostgreSQL
 * counts microseconds. Its field says how it is written. There are no leap seconds: a minute of 61 seconds is refused
 * rather than moved into the next.
 */
export const timestampType = {
  name: 'timestamp',
  label: 'Time',
  code: 'not-a-timestamp',
  fault: 'is not a time in the form that is expected',
  faultName: 'Not a time in the expected form',
  asked: ({ form }) =>
    form === null || form === 'rfc3339'
      ? 'a time with its zone, such as 2026-03-17T09:26:53Z'
      : `the ${units[form]} since 1970 as a whole number`,
  natural: (form) => (form === null || form === 'rfc3339' ? ['string'] : ['number']),
  possible: ['string', 'number'],
  options: ['form'],
  read: readTimestamp,
  canonical: readTimestamp,
  isCut: isFiner,
  sqlType: () => 'timestamp with time zone',
  sortedBy: 'value',
  comparedAs: 'moment',
  filters: timeFilters,
  widest: 27,
  shortest: 20,
  sample: ({ below }, { form }) => {
    const [days, second] = [firstSample + below(365), below(secondsOfDay)]
    const seconds = String(days * secondsOfDay + second)
    switch (form) {
      case null:
      case 'rfc3339':
        return `${dayText(days) ?? '2025-01-01'}T${timeText(second)}Z`
      case 's':
        return seconds
      case 'ms':
        return `${seconds}${padded(below(1_000), 3)}`
      case 'us':
        return `${seconds}${padded(below(1_000_000), 6)}`
      case 'ns':
        return `${seconds}${padded(below(1_000_000), 6)}000`
    }
  },
  // It may be when someone was born.
  mayBeShown: () => false,
} as const satisfies FieldType
