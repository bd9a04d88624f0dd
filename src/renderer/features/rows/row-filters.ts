import type { ColumnFiltersState } from '@tanstack/react-table'
import type { LoginColumn, RowFilter } from '../../../contract/rows.ts'
import { visible } from '../../../contract/visible.ts'
import { isLoginColumn } from './columns.tsx'

export type FilterHow = RowFilter['how']

/** A filter as it stands in a column's head. */
export interface ColumnFilterValue {
  readonly how: FilterHow
  readonly text: string
  /** Switched off for now: it is remembered, and lets everything through. */
  readonly off?: boolean
}

export const noFilter: ColumnFilterValue = { how: 'contains', text: '' }

/** Longer text cannot match: the contract takes no more. */
export const longestFilterText = 256

/** Whether a filter says nothing, on or off. */
export const isNoFilter = ({ how, text }: ColumnFilterValue): boolean => how === 'contains' && text === ''

/** A filter in words: `contains “x”`. */
export const filterWords = ({ how, text }: ColumnFilterValue): string => {
  switch (how) {
    case 'empty':
      return 'is empty'
    case 'is':
      return `is “${visible(text)}”`
    case 'contains':
      return `contains “${visible(text)}”`
  }
}

/** The filters as a table keeps them, with the one of a column replaced; one that says nothing is left out. */
export const setFilter = (
  state: ColumnFiltersState,
  id: string,
  value: ColumnFilterValue,
): ColumnFiltersState => {
  const others = state.filter((other) => other.id !== id)
  return isNoFilter(value) ? others : [...others, { id, value }]
}

/** What the database is asked for all columns. */
export const toRowFilters = (state: ColumnFiltersState): readonly RowFilter[] =>
  state.flatMap(({ id, value }) => {
    const filter = isLoginColumn(id) ? toRowFilter(id, value as ColumnFilterValue) : null
    return filter === null ? [] : [filter]
  })

/** What the database is asked for a column; null where the column lets everything through. */
const toRowFilter = (column: LoginColumn, { how, text, off }: ColumnFilterValue): RowFilter | null => {
  if (off === true) return null
  if (how === 'empty') return { column, how }
  return text === '' ? null : { column, how, text }
}
