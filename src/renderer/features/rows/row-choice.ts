import type { ColumnFiltersState, SortingState } from '@tanstack/react-table'
import { z } from 'zod'
import type { RowColumn } from './row-columns.ts'
import { isNoFilter, takesNoText, type ColumnFilterValue } from './row-filters.ts'

/** What people have chosen to see. */
export interface RowChoice {
  readonly sorting: SortingState
  readonly filters: ColumnFiltersState
  /** The id of the run whose rows are shown; null for all rows. */
  readonly run: string | null
}

/** In the address, a filter is stored under this prefix and its column's name. */
const filterPrefix = 'f.'

/** Separates the two ends of `between`. */
const ends = '..'

/**
 * A choice as written in the address, `run=0b2c…&sort=desc:locale&f.app_version=at-least:2.3`, and as it is saved;
 * empty if nothing is chosen. An exclamation mark precedes a filter that is switched off.
 */
export const writeChoice = ({ sorting, filters, run }: RowChoice): string => {
  const params = new URLSearchParams()
  if (run !== null) params.set('run', run)
  const [sort] = sorting
  if (sort !== undefined) params.set('sort', `${sort.desc ? 'desc' : 'asc'}:${sort.id}`)
  for (const { id, value } of filters) {
    const { how, text, to, off } = value as ColumnFilterValue
    const operand = how === 'between' ? `${text}${ends}${to ?? ''}` : text
    params.append(`${filterPrefix}${id}`, `${off === true ? '!' : ''}${how}:${operand}`)
  }
  return params.toString()
}

/**
 * The valid part of an address or of a saved choice, for these columns. It may have been typed by hand, or come from
 * another version of the event: what does not fit is left out.
 */
export const readChoice = (query: string, columns: readonly RowColumn[]): RowChoice => {
  const params = new URLSearchParams(query)
  const [, direction, id] = /^(asc|desc):(.*)$/s.exec(params.get('sort') ?? '') ?? []
  const run = z.uuid().safeParse(params.get('run'))
  const sorted = columns.find(({ name, mayBeSorted }) => mayBeSorted && name === id)
  return {
    sorting: sorted === undefined ? [] : [{ id: sorted.name, desc: direction === 'desc' }],
    run: run.success ? run.data : null,
    filters: columns.flatMap((column) => {
      const value = readFilter(column, params.get(`${filterPrefix}${column.name}`) ?? '')
      return value === null ? [] : [{ id: column.name, value }]
    }),
  }
}

const readFilter = (column: RowColumn, written: string): ColumnFilterValue | null => {
  const [, off, name, operand = ''] = /^(!?)([a-z-]+):(.*)$/s.exec(written) ?? []
  const how = column.filters.find((each) => each === name)
  if (how === undefined) return null
  const value = { how, ...operandsOf(how, operand), ...(off === '!' ? { off: true } : {}) }
  return isNoFilter(column, value) ? null : value
}

const operandsOf = (
  how: ColumnFilterValue['how'],
  operand: string,
): Pick<ColumnFilterValue, 'text' | 'to'> => {
  if (takesNoText(how)) return { text: '' }
  if (how !== 'between') return { text: operand }
  const at = operand.indexOf(ends)
  return at < 0
    ? { text: operand, to: '' }
    : { text: operand.slice(0, at), to: operand.slice(at + ends.length) }
}
