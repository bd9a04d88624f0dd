import { failure, FailureError } from '../../contract/failure.ts'
import type { RowFilter } from '../../contract/row-filter.ts'
import type { RowCursor, RowSort } from '../../contract/rows.ts'
import type { Parameter } from './conditions.ts'
import type { LoadedTable } from './loaded-row.ts'
import { rowCondition } from './row-condition.ts'
import { runConditions, type RunRows } from './run-rows.ts'
import type { TargetColumn } from './target-column.ts'

/** A table whose rows are read. */
export interface ReadTable extends LoadedTable {
  /** The table with its schema, quoted. */
  readonly name: string
  /** The column of the row's number, quoted. */
  readonly rowNumber: string
  readonly columns: readonly TargetColumn[]
}

/** What statements that read the rows of a table are put together from. Throws as `ReadTarget` says. */
export interface ReadParts {
  readonly column: (name: string) => TargetColumn
  /** What to select for a row. */
  readonly selected: string
  /** @param how whether a statement wants some of a run's rows, or all of them */
  readonly conditionsOf: (
    filters: readonly RowFilter[],
    run: RunRows | null,
    parameter: Parameter,
    how?: 'some' | 'all',
  ) => string[]
  readonly order: (sort: RowSort) => string
  /** The condition for what lies behind a point, in the order of a sort. */
  readonly behind: (sort: RowSort, point: RowCursor, parameter: Parameter) => string
}

export const compileParts = (table: ReadTable): ReadParts => {
  const { name, label, rowNumber, columns } = table
  const byName = new Map(columns.map((column) => [column.name, column]))
  const selected = [
    `${rowNumber}::text as id`,
    ...columns.map(({ quoted, text }, index) => `${text(quoted)} as v${index}`),
  ].join(', ')

  const column: ReadParts['column'] = (asked) => {
    const found = byName.get(asked)
    if (found === undefined)
      throw new FailureError(failure('no-such-column', { table: label, column: asked }))
    return found
  }

  const conditionsOf: ReadParts['conditionsOf'] = (filters, run, parameter, how = 'all') => [
    ...(run === null ? [] : runConditions(table, `${name}.${rowNumber}`, run, how, parameter)),
    ...filters.map((filter) => rowCondition(filter, column(filter.column), parameter)),
  ]

  const order: ReadParts['order'] = ({ column: asked, descending }) => {
    const direction = descending ? 'desc' : 'asc'
    const key = asked === null ? '' : `${keyOf(column(asked))} ${direction}, `
    return `order by ${key}${rowNumber} ${direction}`
  }

  const behind: ReadParts['behind'] = (sort, { id, value, byRow }, parameter) => {
    const beyond = sort.descending ? '<' : '>'
    if (sort.column === null) return `${rowNumber} ${beyond} ${parameter(id)}::bigint`
    const sorted = column(sort.column)
    const point = byRow
      ? `(select ${keyOf(sorted)}, ${rowNumber} from ${name} where ${rowNumber} = ${parameter(id)}::bigint limit 1)`
      : `(${sorted.sortKeys.ofText(`${parameter(value)}::text`)}, ${parameter(id)}::bigint)`
    return `(${keyOf(sorted)}, ${rowNumber}) ${beyond} ${point}`
  }

  return { column, selected, conditionsOf, order, behind }
}

const keyOf = ({ quoted, sortKeys }: TargetColumn): string => sortKeys.ofColumn(quoted)
