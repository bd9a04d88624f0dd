import type { ParsedInput } from '../../contract/monitor.ts'
import type { RowFilter } from '../../contract/row-filter.ts'
import type { RowMap, RowPage, RowSummary } from '../../contract/rows.ts'
import type { FoundRow, ReadTarget } from './read-target.ts'
import type { RowTable } from './row-table.ts'
import { findRunRows, type RunRows } from './run-rows.ts'

type ListRows = ParsedInput<'listRows'>

/** One page by key, however deep: it starts after the given row. Throws `PortError`, or as `ReadTarget`. */
export const listRows = async ({ query, table }: RowTable, input: ListRows): Promise<RowPage> => {
  const run = await askedRun({ query, table }, input.run)
  if (run === nothing) return { rows: [], next: null }
  const found = await query<FoundRow>(table.page(input, run))
  const rows = found.slice(0, input.limit).map(table.toRow)
  const last = found.length > input.limit ? rows.at(-1) : undefined
  const { column } = input.sort
  return {
    rows,
    next:
      last === undefined ? null : table.cursor(column, last.id, last.values[placeOf(table, column)] ?? null),
  }
}

/** A run that has no rows in the ledger. */
const nothing = Symbol('no rows')

/** The rows of the given run; null for those of all runs. */
const askedRun = async (
  { query, table }: RowTable,
  runId: string | undefined,
): Promise<RunRows | null | typeof nothing> =>
  runId === undefined ? null : ((await findRunRows(query, table, runId)) ?? nothing)

/** The index among a row's values; -1 for its number. */
const placeOf = ({ columns }: ReadTarget, column: string | null): number =>
  columns.findIndex(({ name }) => name === column)

interface PointRow {
  readonly count: string
  readonly step: string
  readonly id: string | null
  readonly value: string | null
}

/** The fewest rows between two points of a map: two or three pages. */
const leastStep = 200

/** The most points in a map. */
const mostPoints = 10_000

/**
 * Counts the rows that match the filters and records positions at regular steps, in the given order, all as of one
 * moment. From these points any place in a table of any size is a page or two away. Reads every row once, so it may
 * take long. Throws `PortError`, or as `ReadTarget`.
 */
export const mapRows = async (
  { query, table }: RowTable,
  input: Omit<ParsedInput<'mapRows'>, 'operation'>,
): Promise<RowMap> => {
  const run = await askedRun({ query, table }, input.run)
  if (run === nothing) return { count: 0, step: leastStep, points: [] }
  const rows = await query<PointRow>(table.map(input, run, { leastStep, mostPoints }))
  const [first] = rows
  return {
    count: Number(first?.count ?? 0),
    step: Number(first?.step ?? leastStep),
    points: rows.flatMap(({ id, value }) =>
      id === null ? [] : [table.cursor(input.sort.column, id, value)],
    ),
  }
}

interface SummaryRow {
  readonly value: string | null
  readonly count: string
  readonly total: string
}

/** How many values of a column are listed; the others are summed. */
const named = 8

/**
 * How many of the rows that match the filters have each value of a column, the most frequent first. Throws
 * `PortError`, or as `ReadTarget`.
 */
export const summarizeRows = async (
  { query, table }: RowTable,
  column: string,
  filters: readonly RowFilter[],
  runId?: string,
): Promise<RowSummary> => {
  const run = await askedRun({ query, table }, runId)
  if (run === nothing) return { column, top: [], others: 0 }
  const rows = await query<SummaryRow>(table.summary(column, filters, run, named))
  const total = Number(rows[0]?.total ?? 0)
  const top = rows.map(({ value, count }) => ({ value, count: Number(count) }))
  return { column, top, others: total - top.reduce((sum, { count }) => sum + count, 0) }
}
