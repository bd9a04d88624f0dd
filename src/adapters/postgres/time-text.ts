/**
 * Times and days as texts that do not depend on the `DateStyle`, `TimeZone` or `IntervalStyle` of a role or a
 * database. Every statement that returns a time or a day selects it with one of these.
 */

/** A `timestamptz` as ISO 8601 in UTC with milliseconds: `2026-11-23T10:11:12.345Z`. */
export const isoTime = (expression: string): string =>
  `to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** The last day that a `timestamp` can hold; a `date` reaches more than five million years. */
const lastTimestampDay = '294276-12-31'

/**
 * A `date` as `YYYY-MM-DD`, followed by ` BC` before the year 1, or `infinity` or `-infinity`. `::date` turns it back
 * into the same day. Days that no `timestamp` holds are in the session's format, which it can read back too.
 */
export const dayText = (expression: string): string =>
  `case when ${expression} between date '0001-01-01' and date '${lastTimestampDay}' then ${calendar(expression)}
     when isfinite(${expression}) and ${expression} < date '0001-01-01' then ${calendar(expression)} || ' BC'
     else ${expression}::text end`

const calendar = (expression: string): string => `to_char(${expression}::timestamp, 'YYYY-MM-DD')`

/**
 * A `timestamptz` as RFC 3339 in UTC with as many decimals of a second as it has, at most six:
 * `2026-11-23T10:11:12.5Z`. Years before 1 and infinite ones are written as for a day.
 */
export const momentText = (expression: string): string =>
  `case when not isfinite(${expression}) then ${expression}::text
     else rtrim(rtrim(to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z'
       || case when ${expression} < '0001-01-01T00:00:00Z'::timestamptz then ' BC' else '' end end`
