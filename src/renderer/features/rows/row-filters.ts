import type { LoginColumn, RowFilter } from '../../../contract/rows.ts'

export type FilterHow = RowFilter['how']

/** A filter as it stands in a column's head. */
export interface ColumnFilterValue {
  readonly how: FilterHow
  readonly text: string
}

export const noFilter: ColumnFilterValue = { how: 'contains', text: '' }

/** Longer text cannot match: the contract takes no more. */
export const longestFilterText = 256

/** What the database is asked for a column; null where the column lets everything through. */
export const toRowFilter = (column: LoginColumn, { how, text }: ColumnFilterValue): RowFilter | null => {
  if (how === 'empty') return { column, how }
  return text === '' ? null : { column, how, text }
}
