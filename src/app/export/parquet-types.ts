import type { SchemaElement } from 'hyparquet'
import type { ExportType } from './export-column.ts'

export type ParquetValue = string | bigint | number | boolean | Date

interface ParquetType {
  readonly element: Omit<SchemaElement, 'name'>
  /** The value, or null for a text that is not one: only another program can have stored it. */
  readonly read: (text: string) => ParquetValue | null
  /** For sentences: `a day`. */
  readonly what: string
}

const text: ParquetType = {
  element: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  read: (value) => value,
  what: 'a text',
}

/** The value for an infinite day, which Parquet lacks: the ends of its range, as DuckDB reads and writes them. */
const endOfDays = 2 ** 31 - 1
const endOfTime = 2n ** 63n - 1n

const [least, most] = [-(2n ** 63n), 2n ** 63n - 1n]

const integerOf = (value: string): bigint | null => {
  if (!/^-?\d{1,19}$/.test(value)) return null
  const number = BigInt(value)
  return number < least || number > most ? null : number
}

/** Days since 1970 of a day in PostgreSQL's form, whose range exceeds that of `Date` at both ends. */
const dayOf = (value: string): number | null => {
  if (/^-?infinity$/.test(value)) return value.startsWith('-') ? -endOfDays : endOfDays
  const [, digits, month, day, isBefore] = /^(\d+)-(\d\d)-(\d\d)( BC)?$/.exec(value) ?? []
  if (digits === undefined) return null
  // The calendar repeats every 400 years of 146,097 days. The year before 1 is 1 BC.
  const year = isBefore === undefined ? Number(digits) : 1 - Number(digits)
  const cycles = Math.floor((year - 2_000) / 400)
  return Date.UTC(year - cycles * 400, Number(month) - 1, Number(day)) / 86_400_000 + cycles * 146_097
}

/** In UTC, in the form of messages or of PostgreSQL. */
const moment = /^(\d+-\d\d-\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(?:Z|\+00(?::?00)?)( BC)?$/

/** Microseconds since 1970. */
const momentOf = (value: string): bigint | null => {
  if (/^-?infinity$/.test(value)) return value.startsWith('-') ? -endOfTime : endOfTime
  const [, day, hour, minute, second, fraction = '', isBefore = ''] = moment.exec(value) ?? []
  const days = day === undefined ? null : dayOf(`${day}${isBefore}`)
  if (days === null) return null
  const seconds = Number(hour) * 3_600 + Number(minute) * 60 + Number(second)
  const micros =
    BigInt(days) * 86_400_000_000n + BigInt(seconds) * 1_000_000n + BigInt(fraction.padEnd(6, '0'))
  return micros > most ? null : micros
}

const booleans: Readonly<Record<string, boolean>> = { true: true, false: false }

/**
 * Only types that keep every value exact. A whole number fits, as the field takes no more than 64 bits. A decimal may have 1,000
 * digits, where Parquet's has 38 and the same scale for all, and many readers make doubles of it: it is text. So is JSON,
 * whose numbers readers would round.
 */
const types: Readonly<Record<ExportType, ParquetType>> = {
  text,
  list: text,
  decimal: text,
  json: text,
  integer: { element: { type: 'INT64' }, read: integerOf, what: 'a whole number of 64 bits' },
  boolean: {
    element: { type: 'BOOLEAN' },
    read: (value) => (Object.hasOwn(booleans, value) ? (booleans[value] ?? null) : null),
    what: 'true or false',
  },
  day: {
    element: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
    read: dayOf,
    what: 'a day',
  },
  time: {
    element: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
    read: (value) => new Date(value),
    what: 'a time',
  },
  timestamp: {
    element: { type: 'INT64', converted_type: 'TIMESTAMP_MICROS' },
    read: momentOf,
    what: 'a time in UTC',
  },
}

export const parquetType = (type: ExportType): ParquetType => types[type]
