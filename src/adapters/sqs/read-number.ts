/**
 * A whole number that the service gives, as text or as a number, never below 0 and never above `most`. Null where it is
 * missing or is none: no service's word is taken for a number unchecked, since `Number(undefined)` spoils every sum after it.
 */
export const readCount = (value: unknown, most: number): number | null => {
  const text = typeof value === 'number' ? String(value) : value
  // No empty text, no hexadecimal, no "Infinity": all of which `Number` takes.
  if (typeof text !== 'string' || !/^\s*[+-]?\d+(?:\.\d*)?(?:e[+-]?\d+)?\s*$/i.test(text)) return null
  return Math.min(most, Math.max(0, Math.floor(Number(text))))
}

/** A list that the service gives; nothing where it gives something else. */
export const readList = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter(isRecord) : []

/** Named values that the service gives; none where it gives something else. */
export const readRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  isRecord(value) ? value : {}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
