import { locale } from './locale.ts'
import { formatCountOf } from '../../contract/amount.ts'

/** The zone that exact times are written in: this machine's, or UTC. */
export type TimeZone = 'local' | 'utc'

const exactly = (timeZone: string | undefined) =>
  new Intl.DateTimeFormat(locale, {
    ...{ year: 'numeric', month: 'short', day: 'numeric' },
    ...{ hour: 'numeric', minute: '2-digit', second: '2-digit', timeZoneName: 'short' },
    timeZone,
  })

const exact: Readonly<Record<TimeZone, Intl.DateTimeFormat>> = {
  local: exactly(undefined),
  utc: exactly('UTC'),
}

const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
const dayAndClock = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** Date and time, with their zone. */
export const formatExactTime = (at: number, zone: TimeZone = 'local'): string => exact[zone].format(at)

const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/

const two = (value: number): string => String(value).padStart(2, '0')

/**
 * A time of RFC 3339 in UTC, as in rows, converted to a zone: `2026-01-31T10:30:00.5+01:00`. No digit is lost. Any
 * other text stays as it is.
 */
export const momentIn = (zone: TimeZone, text: string): string => {
  const found = moment.exec(text)
  const at = new Date(text)
  if (zone === 'utc' || found === null || Number.isNaN(at.getTime())) return text
  const offset = -at.getTimezoneOffset()
  const minutes = Math.abs(offset)
  const day = `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  const time = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}${found[1] ?? ''}`
  return `${day}T${time}${offset < 0 ? '-' : '+'}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`
}

/** The time of day; with its day where that was not today. */
export const formatClock = (at: number, now: number): string =>
  (new Date(at).toDateString() === new Date(now).toDateString() ? clock : dayAndClock).format(at)

const momentOfDay = new Intl.DateTimeFormat(locale, {
  ...{ weekday: 'short', hour: 'numeric', minute: '2-digit', second: '2-digit' },
})

/** A time within the last week, to the second. */
export const formatMoment = (at: number): string => momentOfDay.format(at)

/** How long ago, roughly: `just now`, `12 s ago`, `5 min ago`, `3 h ago`, `2 days ago`. */
export const formatAgo = (at: number, now: number): string => {
  const ago = now - at
  if (ago < 3 * second) return 'just now'
  if (ago < minute) return `${Math.floor(ago / second)} s ago`
  if (ago < hour) return `${Math.floor(ago / minute)} min ago`
  if (ago < day) return `${Math.floor(ago / hour)} h ago`
  return `${formatCountOf(Math.floor(ago / day), 'day')} ago`
}

/** How long something took: `420 ms`, `3.2 s`, `4 min 10 s`, `2 h 5 min`. */
export const formatDuration = (ms: number): string => {
  if (ms < second) return `${Math.max(0, Math.round(ms))} ms`
  if (ms < 59_950) return `${(ms / second).toFixed(1)} s`
  if (ms < hour) return twoUnits(Math.round(ms / second), 60, 'min', 's')
  return twoUnits(Math.round(ms / minute), 60, 'h', 'min')
}

/** How long something has been going on, to the second: `8 s`, `4 min 10 s`, `2 h 5 min`. */
export const formatElapsed = (ms: number): string =>
  formatDuration(Math.floor(Math.max(0, ms) / second) * second)
    .replace(/^0 ms$/, '0 s')
    .replace('.0 s', ' s')

/** The estimated time left, rounded to what is known: `2 s`, `40 s`, `3 min`, `2 h 5 min`. */
export const formatTimeLeft = (ms: number): string => {
  const seconds = Math.max(1, Math.ceil(ms / second))
  if (seconds < 20) return `${seconds} s`
  if (seconds < 90) return `${Math.ceil(seconds / 5) * 5} s`
  if (ms < hour) return `${Math.ceil(ms / minute)} min`
  return twoUnits(Math.ceil(ms / minute), 60, 'h', 'min')
}

const twoUnits = (small: number, per: number, bigUnit: string, smallUnit: string): string => {
  const rest = small % per
  return `${Math.floor(small / per)} ${bigUnit}${rest === 0 ? '' : ` ${rest} ${smallUnit}`}`
}
