/*
 * The calendar of RFC 3339 and of PostgreSQL's dates: Gregorian throughout, from year 0001 to year 9999, days of 24
 * hours. It is written out because `Date` also reads texts that are not dates, and turns February 30 into March.
 */

const daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/** Whether the day exists; month and day count from 1. */
export const isDay = (year: number, month: number, day: number): boolean => {
  const days = daysOfMonths[month - 1]
  if (days === undefined || year < 1 || year > 9_999) return false
  return day >= 1 && day <= (month === 2 && isLeap(year) ? 29 : days)
}

/** Days from 0000-03-01 to 1970-01-01. Years that begin in March end with their leap day. */
const daysBefore1970 = 719_468

const daysOf400Years = 146_097

/** The days from 1970-01-01 to an existing day. */
export const daysSince1970 = (year: number, month: number, day: number): number => {
  const marchYear = month > 2 ? year : year - 1
  // Lengths of months repeat every five from March on: 31, 30, 31, 30, 31.
  const inYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const leaps = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400)
  return marchYear * 365 + leaps + inYear - daysBefore1970
}

/** The day as `YYYY-MM-DD`, or null if its year does not have four digits, or is 0000. */
export const dayText = (since1970: number): string | null => {
  const days = since1970 + daysBefore1970
  const era = Math.floor(days / daysOf400Years)
  const inEra = days - era * daysOf400Years
  const leaps = Math.floor(inEra / 1_460) - Math.floor(inEra / 36_524) + Math.floor(inEra / 146_096)
  const marchYear = Math.floor((inEra - leaps) / 365)
  const inYear = inEra - (365 * marchYear + Math.floor(marchYear / 4) - Math.floor(marchYear / 100))
  const marchMonth = Math.floor((5 * inYear + 2) / 153)
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  const year = era * 400 + marchYear + (month <= 2 ? 1 : 0)
  if (year < 1 || year > 9_999) return null
  const day = inYear - Math.floor((153 * marchMonth + 2) / 5) + 1
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`
}

export const padded = (value: number, digits: number): string => String(value).padStart(digits, '0')
