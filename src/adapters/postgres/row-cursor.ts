import { longestCursorValue, type RowCursor } from '../../contract/rows.ts'
import type { Parameter } from './conditions.ts'
import { rowSortKeys, type RowSortColumn } from './row-sort-keys.ts'

/** The point behind a row. A value that is too long to carry about is left to the database, which finds it by the row. */
export const cursorAt = (column: RowSortColumn, id: string, value: string | null): RowCursor => {
  if (column === 'login_id') return { id, value: null, byRow: false }
  const byRow = value !== null && value.length > longestCursorValue
  return { id, value: byRow ? null : value, byRow }
}

/** What a row's sort key and number are compared with, in SQL. Pages agree with `rowSortKeys` because they use the same. */
export const pointOf = (
  table: string,
  column: RowSortColumn,
  { id, value, byRow }: RowCursor,
  parameter: Parameter,
): string => {
  const key = rowSortKeys[column]
  if (byRow)
    return `(select ${key(column)}, login_id from ${table} where login_id = ${parameter(id)}::bigint limit 1)`
  const text = `${parameter(column === 'login_id' ? id : value)}::text`
  return `(${key(text)}, ${parameter(id)}::bigint)`
}
