import type { ExportSubject } from '../../contract/exports.ts'
import type { ParsedInput } from '../../contract/monitor.ts'
import type { RowFilter } from '../../contract/row-filter.ts'
import { longestCursorValue, type EventRow, type RowCursor } from '../../contract/rows.ts'
import { where, type Parameter } from './conditions.ts'
import type { Statement } from './database.ts'
import { loadedAtOf } from './loaded-row.ts'
import { compileParts, type ReadParts, type ReadTable } from './read-parts.ts'
import type { RunRows } from './run-rows.ts'
import type { TargetColumn } from './target-column.ts'

/** A row as the statements return it: its number as `id`, its values as `v0`, `v1`, …, and `loaded_at` if asked for. */
export type FoundRow = Readonly<Record<string, string | null>>

/**
 * Makes every statement that lists, counts or exports the rows of an event's table, from the same columns, sort keys
 * and filters. Names in their text come from the definition and are quoted; everything from a command goes through
 * parameters, and a column that it names is looked up. With a run, they cover only the rows that it loaded. Each
 * throws `FailureError` with `no-such-column` for an unknown one, or `filter-unfit`.
 */
export interface ReadTarget extends ReadTable, Pick<ReadParts, 'column' | 'selected'> {
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

export const compileReading = (table: ReadTable): ReadTarget => {
  const parts = compileParts(table)
  const keys = table.columns.map((_, index) => `v${index}`)
  return {
    ...table,
    column: parts.column,
    selected: parts.selected,
    toRow: (found) => ({
      id: found.id ?? '',
      values: keys.map((key) => found[key] ?? null),
      ...(found.loaded_at === undefined ? {} : { loadedAt: found.loaded_at }),
    }),
    ...compileStatements(table, parts),
    cursor: (asked, id, value) => {
      if (asked === null) return { id, value: null, byRow: false }
      // A value that is too long to carry about is left to the database, which finds it by the row.
      const byRow = value !== null && value.length > longestCursorValue
      return { id, value: byRow ? null : value, byRow }
    },
  }
}

const compileStatements = (
  table: ReadTable,
  { selected, column, conditionsOf, order, behind }: ReadParts,
): Pick<ReadTarget, 'page' | 'whole' | 'map' | 'summary'> => {
  const { name, rowNumber } = table
  return {
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
  }
}

const withValues = (text: (parameter: Parameter) => string): Statement => {
  const values: unknown[] = []
  return { text: text((value) => `$${values.push(value)}`), values }
}

const mapText = (
  { name, rowNumber }: ReadTable,
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
