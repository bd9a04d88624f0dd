import type { ExportSubject } from '../../contract/exports.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import type { ParsedInput } from '../../contract/monitor.ts'
import type { RowFilter } from '../../contract/row-filter.ts'
import { longestCursorValue, type EventRow, type RowCursor } from '../../contract/rows.ts'
import { where, type Parameter } from './conditions.ts'
import type { Statement } from './database.ts'
import { loadedAtOf, type LoadedTable } from './loaded-row.ts'
import { rowCondition } from './row-condition.ts'
import { runConditions, type RunRows } from './run-rows.ts'
import type { TargetColumn } from './target-column.ts'

/** A row as the statements return it: its number as `id`, its values as `v0`, `v1`, …, and `loaded_at` if asked for. */
export type FoundRow = Readonly<Record<string, string | null>>

/**
 * Makes every statement that lists, counts or exports the rows of an event's table, from the same columns, sort keys
 * and filters. Names in their text come from the definition and are quoted; everything from a command goes through
 * parameters, and a column that it names is looked up. With a run, they cover only the rows that it loaded. Each
 * throws `FailureError` with `no-such-column` for an unknown one, or `filter-unfit`.
 */
export interface ReadTarget {
  /** The table with its schema, quoted. */
  readonly name: string
  /** The table's name for people. */
  readonly label: string
  /** The column of the row's number, quoted. */
  readonly rowNumber: string
  readonly filled: LoadedTable['filled']
  readonly columns: readonly TargetColumn[]
  readonly column: (name: string) => TargetColumn
  /** What to select for a row. */
  readonly selected: string
  readonly toRow: (found: FoundRow) => EventRow
  /** One row more than a page holds. */
  readonly page: (input: PageInput, run?: RunRows | null) => Statement
  readonly whole: (subject: RowSubject, run: RunRows | null) => Statement
  /** Counts all rows and returns each one at the end of a step; see `RowMap`. */
  readonly map: (input: RowSubject, run: RunRows | null, bounds: MapBounds) => Statement
  readonly summary: (
    column: string,
    filters: readonly RowFilter[],
    run: RunRows | null,
    most: number,
  ) => Statement
  /** The position after a row that was found, or that a map recorded with its value. */
  readonly cursor: (column: string | null, id: string, value: string | null) => RowCursor
}

type PageInput = Omit<ParsedInput<'listRows'>, 'operation'>
type RowSubject = Pick<Extract<ExportSubject, { readonly what: 'rows' }>, 'sort' | 'filters'>

export interface MapBounds {
  /** The fewest rows between two points. */
  readonly leastStep: number
  readonly mostPoints: number
}

type Table = Pick<ReadTarget, 'name' | 'label' | 'rowNumber' | 'filled' | 'columns'>

export const compileReading = (table: Table): ReadTarget => {
  const { name, rowNumber, columns } = table
  const byName = new Map(columns.map((column) => [column.name, column]))
  const keys = columns.map((_, index) => `v${index}`)
  const selected = [
    `${rowNumber}::text as id`,
    ...columns.map(({ quoted, text }, index) => `${text(quoted)} as v${index}`),
  ].join(', ')

  const column = (asked: string): TargetColumn => {
    const found = byName.get(asked)
    if (found === undefined)
      throw new FailureError(failure('no-such-column', { table: table.label, column: asked }))
    return found
  }

  const conditionsOf = (
    filters: readonly RowFilter[],
    run: RunRows | null,
    parameter: Parameter,
    how: 'some' | 'all' = 'all',
  ): string[] => [
    ...(run === null ? [] : runConditions(table, `${name}.${rowNumber}`, run, how, parameter)),
    ...filters.map((filter) => rowCondition(filter, column(filter.column), parameter)),
  ]

  const order = ({ column: asked, descending }: RowSubject['sort']): string => {
    const direction = descending ? 'desc' : 'asc'
    const key = asked === null ? '' : `${keyOf(column(asked))} ${direction}, `
    return `order by ${key}${rowNumber} ${direction}`
  }

  /** The condition for rows after a position, in the order of a sort. */
  const behind = (
    sort: RowSubject['sort'],
    { id, value, byRow }: RowCursor,
    parameter: Parameter,
  ): string => {
    const beyond = sort.descending ? '<' : '>'
    if (sort.column === null) return `${rowNumber} ${beyond} ${parameter(id)}::bigint`
    const sorted = column(sort.column)
    const point = byRow
      ? `(select ${keyOf(sorted)}, ${rowNumber} from ${name} where ${rowNumber} = ${parameter(id)}::bigint limit 1)`
      : `(${sorted.sortKeys.ofText(`${parameter(value)}::text`)}, ${parameter(id)}::bigint)`
    return `(${keyOf(sorted)}, ${rowNumber}) ${beyond} ${point}`
  }

  return {
    ...table,
    column,
    selected,
    toRow: (found) => ({
      id: found.id ?? '',
      values: keys.map((key) => found[key] ?? null),
      ...(found.loaded_at === undefined ? {} : { loadedAt: found.loaded_at }),
    }),
    page: ({ sort, filters, after, limit, loadedAt }, run = null) =>
      withValues((parameter) => {
        const conditions = conditionsOf(filters, run, parameter, 'some')
        if (after !== null) conditions.push(behind(sort, after, parameter))
        const columns =
          loadedAt === true
            ? `${selected}, ${loadedAtOf(table, `${name}.${rowNumber}`)} as loaded_at`
            : selected
        return `select ${columns} from ${name} ${where(conditions)} ${order(sort)} limit ${parameter(limit + 1)}`
      }),
    whole: ({ sort, filters }, run) =>
      withValues(
        (parameter) =>
          `select ${selected} from ${name} ${where(conditionsOf(filters, run, parameter))} ${order(sort)}`,
      ),
    map: ({ sort, filters }, run, bounds) =>
      withValues((parameter) => {
        const sorted = sort.column === null ? null : column(sort.column)
        return mapText(table, sorted, order(sort), where(conditionsOf(filters, run, parameter)), bounds)
      }),
    summary: (asked, filters, run, most) =>
      withValues((parameter) => {
        const { text, quoted } = column(asked)
        return `select ${text(quoted)} as value, count(*) as count, sum(count(*)) over () as total
           from ${name} ${where(conditionsOf(filters, run, parameter))}
           group by 1 order by count(*) desc, 1 limit ${most}`
      }),
    cursor: (asked, id, value) => {
      if (asked === null) return { id, value: null, byRow: false }
      // A value that is too long for a cursor is looked up by its row in the database.
      const byRow = value !== null && value.length > longestCursorValue
      return { id, value: byRow ? null : value, byRow }
    },
  }
}

const keyOf = ({ quoted, sortKeys }: TargetColumn): string => sortKeys.ofColumn(quoted)

const withValues = (text: (parameter: Parameter) => string): Statement => {
  const values: unknown[] = []
  return { text: text((value) => `$${values.push(value)}`), values }
}

const mapText = (
  { name, rowNumber }: Table,
  sorted: TargetColumn | null,
  order: string,
  conditions: string,
  { leastStep, mostPoints }: MapBounds,
): string => `
  with total as (select count(*) as count from ${name} ${conditions}),
  scale as (
    select count, ${leastStep} * greatest(1, ceil(count / ${leastStep * mostPoints}.0))::bigint as step from total
  )
  select scale.count, scale.step, point.id::text as id, point.value
  from scale left join lateral (
    select id, ${sorted === null ? 'null' : sorted.text('value')} as value, place
    from (
      select ${rowNumber} as id, ${sorted === null ? 'null' : sorted.quoted} as value,
        row_number() over (${order}) as place
      from ${name} ${conditions}
    ) as numbered
    where place % scale.step = 0
  ) as point on true
  order by point.place`
