import type { ColumnFiltersState } from '@tanstack/react-table'
import type { FilterHow } from '../../../contract/filter-how.ts'
import { operandWords, readOperand } from '../../../contract/filter-operand.ts'
import { mostListed, type RowFilter } from '../../../contract/row-filter.ts'
import { visible, type Shown } from '../../../contract/visible.ts'
import { readList } from './filter-list.ts'
import type { RowColumn } from './row-columns.ts'

/** The filter in a column's head. */
export interface ColumnFilterValue {
  readonly how: FilterHow
  /** As typed; commas separate several values of `one-of`. */
  readonly text: string
  /** The other end of `between`. */
  readonly to?: string
  /** Switched off for now: it is remembered, and lets everything through. */
  readonly off?: boolean
}

type Filtered = Pick<RowColumn, 'name' | 'filters' | 'comparedAs'>

/** The label of each comparison, and its sign for little room. Comparisons with a part of a text ignore case. */
export const filterWays: Readonly<Record<FilterHow, { readonly sign: string; readonly label: string }>> = {
  contains: { sign: '~', label: 'Contains (any case)' },
  begins: { sign: 'a…', label: 'Begins with (any case)' },
  is: { sign: '=', label: 'Is' },
  'is-not': { sign: '≠', label: 'Is not' },
  'one-of': { sign: '∈', label: 'Is one of' },
  before: { sign: '<', label: 'Before' },
  after: { sign: '>', label: 'After' },
  'at-least': { sign: '≥', label: 'At least' },
  'at-most': { sign: '≤', label: 'At most' },
  between: { sign: '↔', label: 'Between' },
  empty: { sign: '∅', label: 'Is empty' },
  'not-empty': { sign: '∃', label: 'Is not empty' },
}

/** Whether a comparison needs no value. */
export const takesNoText = (how: FilterHow): boolean => how === 'empty' || how === 'not-empty'

const unset = new Map<FilterHow, ColumnFilterValue>()

/** The unset filter of a column; always the same object. */
export const noFilter = ({ filters: [how = 'is'] }: Pick<Filtered, 'filters'>): ColumnFilterValue => {
  const found = unset.get(how) ?? { how, text: '' }
  unset.set(how, found)
  return found
}

/** Whether a column's filter is unset, on or off. */
export const isNoFilter = (
  column: Pick<Filtered, 'filters'>,
  { how, text, to = '' }: ColumnFilterValue,
): boolean => text === '' && to === '' && !takesNoText(how) && how === noFilter(column).how

/** A filter in words: `contains “x” (any case)`. */
export const filterWords = ({ how, text, to = '' }: ColumnFilterValue, shown: Shown = visible): string => {
  const quoted = `“${shown(text)}”`
  switch (how) {
    case 'empty':
      return 'is empty'
    case 'not-empty':
      return 'is not empty'
    case 'is':
      return `is ${quoted}`
    case 'is-not':
      return `is not ${quoted}`
    case 'one-of':
      return `is ${readList(text)
        .map((each) => `“${shown(each)}”`)
        .join(' or ')}`
    case 'contains':
      return `contains ${quoted} (any case)`
    case 'begins':
      return `begins with ${quoted} (any case)`
    case 'before':
      return `is before ${quoted}`
    case 'after':
      return `is after ${quoted}`
    case 'at-least':
      return `is at least ${quoted}`
    case 'at-most':
      return `is at most ${quoted}`
    case 'between':
      return `is between ${quoted} and “${shown(to)}”`
  }
}

/** What is missing from a filter that needs a value; null if it can be used, or is unset. */
export const filterFault = (
  { comparedAs }: Pick<Filtered, 'comparedAs'>,
  { how, text, to = '' }: ColumnFilterValue,
): string | null => {
  if (how === 'one-of' && readList(text).length > mostListed) return `Needs at most ${mostListed} values`
  if (!isOrdered(how)) return null
  const typed = [text, ...(how === 'between' ? [to] : [])].filter((end) => end.trim() !== '')
  return typed.every((end) => readOperand(comparedAs, end) !== null)
    ? null
    : `Needs ${operandWords[comparedAs]}`
}

const isOrdered = (how: FilterHow): boolean =>
  ['before', 'after', 'at-least', 'at-most', 'between'].includes(how)

/** The table's filters without this column's. */
export const removeFilter = (state: ColumnFiltersState, id: string): ColumnFiltersState =>
  state.filter((other) => other.id !== id)

/** The table's filters with this column's replaced; an unset one is left out. */
export const setFilter = (
  state: ColumnFiltersState,
  column: Pick<Filtered, 'name' | 'filters'>,
  value: ColumnFilterValue,
): ColumnFiltersState => {
  const others = removeFilter(state, column.name)
  return isNoFilter(column, value) ? others : [...others, { id: column.name, value }]
}

/** The filters to ask the database for, of all columns. */
export const toRowFilters = (state: ColumnFiltersState, columns: readonly Filtered[]): readonly RowFilter[] =>
  state.flatMap(({ id, value }) => {
    const column = columns.find(({ name }) => name === id)
    return column === undefined ? [] : (toRowFilter(column, value as ColumnFilterValue) ?? [])
  })

/** Whether the database is asked for it: it is on, and complete. */
export const isAsked = (column: Filtered, value: ColumnFilterValue): boolean =>
  toRowFilter(column, value) !== null

/** The filter to ask the database for; null if it lets everything through, or is incomplete. */
const toRowFilter = (column: Filtered, value: ColumnFilterValue): RowFilter | null => {
  const { how, text, to = '', off } = value
  if (off === true || filterFault(column, value) !== null) return null
  switch (how) {
    case 'empty':
    case 'not-empty':
      return { column: column.name, how }
    case 'one-of': {
      const texts = [...readList(text)]
      return texts.length === 0 ? null : { column: column.name, how, texts }
    }
    case 'between':
      return text.trim() === '' || to.trim() === '' ? null : { column: column.name, how, from: text, to }
    default:
      return text === '' ? null : { column: column.name, how, text }
  }
}
