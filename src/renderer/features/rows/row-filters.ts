import type { ColumnFiltersState } from '@tanstack/react-table'
import type { FilterHow } from '../../../contract/field-type.ts'
import type { RowFilter } from '../../../contract/rows.ts'
import { visible } from '../../../contract/visible.ts'
import type { RowColumn } from './row-columns.ts'

/** A filter as it stands in a column's head. */
export interface ColumnFilterValue {
  readonly how: FilterHow
  readonly text: string
  /** Switched off for now: it is remembered, and lets everything through. */
  readonly off?: boolean
}

type Filtered = Pick<RowColumn, 'name' | 'filters'>

const noFilters: Readonly<Record<FilterHow, ColumnFilterValue>> = {
  contains: { how: 'contains', text: '' },
  is: { how: 'is', text: '' },
  empty: { how: 'empty', text: '' },
}

/** The filter of a column that nobody has set; always the same object. */
export const noFilter = ({ filters: [how = 'is'] }: Pick<Filtered, 'filters'>): ColumnFilterValue =>
  noFilters[how]

/** Longer text cannot match: the contract takes no more. */
export const longestFilterText = 256

/** Whether a filter of this column says nothing, on or off. */
export const isNoFilter = (column: Pick<Filtered, 'filters'>, { how, text }: ColumnFilterValue): boolean =>
  text === '' && how !== 'empty' && how === noFilter(column).how

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

/** The filters as a table keeps them, without the one of a column. */
export const removeFilter = (state: ColumnFiltersState, id: string): ColumnFiltersState =>
  state.filter((other) => other.id !== id)

/** The filters as a table keeps them, with the one of a column replaced; one that says nothing is left out. */
export const setFilter = (
  state: ColumnFiltersState,
  column: Filtered,
  value: ColumnFilterValue,
): ColumnFiltersState => {
  const others = removeFilter(state, column.name)
  return isNoFilter(column, value) ? others : [...others, { id: column.name, value }]
}

/** What the database is asked for all columns. */
export const toRowFilters = (state: ColumnFiltersState): readonly RowFilter[] =>
  state.flatMap(({ id, value }) => toRowFilter(id, value as ColumnFilterValue) ?? [])

/** What the database is asked for a column; null where the column lets everything through. */
const toRowFilter = (column: string, { how, text, off }: ColumnFilterValue): RowFilter | null => {
  if (off === true) return null
  if (how === 'empty') return { column, how }
  return text === '' ? null : { column, how, text }
}
