/** Takes a value and returns its parameter, `$1`. */
export type Parameter = (value: unknown) => string

/** `where` with all conditions; empty if there are none. */
export const where = (conditions: readonly string[]): string =>
  conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`
