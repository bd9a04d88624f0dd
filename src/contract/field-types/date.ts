import type { FieldType } from '../field-type.ts'
import { timeFilters } from '../filter-how.ts'
import { dayText, daysSince1970, isDay } from './calendar.ts'

/** RFC 3339, 5.6, `full-date`. */
const date = /^(\d{4})-(\d{2})-(\d{2})$/

const fault = { code: 'not-a-date', detail: null } as const

const readDate = (text: string) => {
  const parts = date.exec(text)
  return parts !== null && isDay(Number(parts[1]), Number(parts[2]), Number(parts[3])) ? text : fault
}

const firstSample = daysSince1970(2025, 1, 1)

/** A day of the calendar, from 0001-01-01 to 9999-12-31, without a time or a zone. */
export const dateType = {
  name: 'date',
  label: 'Date',
  code: 'not-a-date',
  fault: 'is not a date as YYYY-MM-DD',
  faultName: 'Not a date',
  asked: () => 'a date such as 2026-03-17',
  natural: () => ['string'],
  possible: ['string'],
  options: [],
  read: readDate,
  canonical: readDate,
  sqlType: () => 'date',
  sortedBy: 'value',
  comparedAs: 'day',
  filters: timeFilters,
  widest: 10,
  shortest: 10,
  sample: ({ below }) => dayText(firstSample + below(365)) ?? '2025-01-01',
  // It may be the day on which someone was born.
  mayBeShown: () => false,
} as const satisfies FieldType
