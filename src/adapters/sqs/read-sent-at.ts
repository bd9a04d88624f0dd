/** When a message was sent, in milliseconds since 1970, and whether that is only the time of receipt. */
export interface SentAt {
  readonly at: number
  readonly isAssumed: boolean
}

const day = 24 * 60 * 60 * 1_000

/** SQS keeps a message for 14 days at most, and clocks may differ. */
const longestAgo = 15 * day
const longestAhead = day

/** Units in which services give times, as parts of a millisecond: seconds, milliseconds, microseconds, nanoseconds. */
const units = [1_000, 1, 1e-3, 1e-6]

/**
 * Reads `SentTimestamp`. SQS sends milliseconds since 1970; others send seconds, ISO 8601, or nothing. A time at
 * which the message cannot have been sent is replaced by the time of receipt.
 *
 * @param receivedAt milliseconds since 1970
 */
export const readSentAt = (value: unknown, receivedAt: number): SentAt => {
  const found = candidates(value).find(
    (at) => at >= receivedAt - longestAgo && at <= receivedAt + longestAhead,
  )
  return found === undefined
    ? { at: receivedAt, isAssumed: true }
    : { at: Math.floor(found), isAssumed: false }
}

/** The possible meanings of the value. At most one of a number's units is in the right century. */
const candidates = (value: unknown): readonly number[] => {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
  if (isPlainNumber(text)) return units.map((unit) => Number(text) * unit)
  const iso = isoTime.exec(text)
  // Without a zone it is UTC, as all of SQS's times are; `Date.parse` would take this machine's.
  return iso === null ? [] : [Date.parse(iso[1] === undefined ? `${text}Z` : text)]
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,25})?)?(Z|[+-]\d\d:?\d\d)?$/i

/** An exponent needs seven digits before it: with fewer the time is rounded to hours or days. */
const isPlainNumber = (text: string): boolean =>
  /^\d{1,25}(?:\.\d{0,25})?$/.test(text) ||
  (/^\d(?:\.\d{0,25})?e\+?\d{1,2}$/i.test(text) && (text.split(/e/i)[0] ?? '').replace('.', '').length >= 7)
