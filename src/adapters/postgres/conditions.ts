/** Takes a value and answers the parameter that stands for it, `$1`. */
export type Parameter = (value: unknown) => string

/** `where` with all conditions, or nothing. */
export const where = (conditions: readonly string[]): string =>
  conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`
