/** Numbers the parameters of a statement. */
export interface Parameters {
  /** The next one, of a type as `pg_catalog` names it: `$3::pg_catalog.int4`. */
  readonly next: (type: string) => string
  /** The next one, an array of a type: `$4::pg_catalog.text[]`. */
  readonly list: (type: string) => string
}

export const countParameters = (): Parameters => {
  let count = 0
  const next = (type: string): string => `$${(count += 1)}::pg_catalog.${type}`
  return { next, list: (type) => next(`${type}[]`) }
}
