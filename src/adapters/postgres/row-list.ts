import type { RowEntry } from '../../pipeline/ports.ts'
import type { LoadTarget } from './load-target.ts'

/** A row to insert, and the number drawn for it, if any. */
export interface NumberedRow {
  readonly entry: RowEntry
  readonly rowNumber?: string | undefined
}

/**
 * Rows as arrays, one a column and one for their numbers, so that a statement has as many parameters for one row as
 * for thousands. All are arrays of text: the insert converts each text to its column's type, so that PostgreSQL reads
 * it like typed input. The names within a statement are generated, as those of columns might be anything.
 */
export interface RowList {
  /** Parameters, with their types, for `unnest`. */
  readonly arrays: string
  /** The names of the arrays as columns. */
  readonly names: string
  /** The columns that an insert names, quoted. */
  readonly filled: string
  /** Their values, in the same order. */
  readonly values: string
  readonly arraysOf: (
    rows: readonly NumberedRow[],
    drawn: boolean,
  ) => readonly (readonly (string | null)[] | null)[]
}

/** @param parameter returns the next parameter for an array of a type */
export const compileRowList = (
  { columns }: Pick<LoadTarget, 'columns'>,
  parameter: (type: string) => string,
): RowList => {
  const named = columns.map((column, index) => ({ ...column, as: `c${index}` }))
  return {
    arrays: [...named.map(() => parameter('text')), parameter('int8')].join(', '),
    names: [...named.map(({ as }) => as), 'drawn_number'].join(', '),
    filled: named.map(({ quoted }) => quoted).join(', '),
    values: named.map(({ as, value }) => value(as)).join(', '),
    arraysOf: (rows, drawn) => [
      ...columns.map(({ place }) =>
        place === null
          ? rows.map(({ entry }) => entry.day)
          : rows.map(({ entry }) => entry.values[place] ?? null),
      ),
      // Null in place of an empty array.
      drawn && rows.some(({ rowNumber }) => rowNumber !== undefined)
        ? rows.map(({ rowNumber }) => rowNumber ?? null)
        : null,
    ],
  }
}

/** Columns that an insert fills from a message; see `Statement.feeds`. */
export const feedsOf = ({ columns }: Pick<LoadTarget, 'columns'>): ReadonlySet<string> =>
  new Set(columns.map(({ name }) => name))
