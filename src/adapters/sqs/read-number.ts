/**
 * A whole number from the service, as text or as a number, between 0 and `most`. Null if it is missing or not such a
 * number: an unchecked `Number(undefined)` would spoil every later sum.
 */
export const readCount = (value: unknown, most: number): number | null => {
  const text = typeof value === 'number' ? String(value) : value
  // No empty text, no hexadecimal, no "Infinity": `Number` takes all of these.
  if (typeof text !== 'string' || !/^\s*[+-]?\d+(?:\.\d*)?(?:e[+-]?\d+)?\s*$/i.test(text)) return null
  return Math.min(most, Math.max(0, Math.floor(Number(text))))
}

/** A list from the service; empty if it sends something else. */
export const readList = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter(isRecord) : []

/** Named values from the service; none if it sends something else. */
export const readRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  isRecord(value) ? value : {}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
