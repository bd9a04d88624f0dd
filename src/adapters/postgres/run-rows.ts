import type { Query } from './database.ts'
import type { Parameter } from './conditions.ts'
import { loadedRow, rowsOfRun, type LoadedTable } from './loaded-row.ts'

/** The rows of a run: between these numbers, among rows of other runs. */
export interface RunRows {
  readonly runId: string
  /** Null for a run in progress, whose rows can have any number. */
  readonly between: { readonly least: string; readonly most: string } | null
}

/** A run that has settled nothing for this many seconds counts as ended. */
const silence = 60

/** How long the numbers of such a run are cached, in milliseconds. */
const believed = 30_000

interface Known {
  readonly rows: RunRows
  /** When it was read; null if it no longer changes. */
  readonly at: number | null
}

/** Cached answers by table: an ended run loads no more rows, and a list asks page by page. */
const known = new WeakMap<object, Map<string, Known>>()

/**
 * The range of a run's row numbers, so that a page of them is found without reading the table from its end. Null if
 * the ledger knows none. Throws `PortError`.
 *
 * @param table the key of the cache
 */
export const findRunRows = async (query: Query, table: object, runId: string): Promise<RunRows | null> => {
  const ofTable = known.get(table) ?? new Map<string, Known>()
  known.set(table, ofTable)
  const before = ofTable.get(runId)
  if (before !== undefined && (before.at === null || performance.now() - before.at < believed))
    return before.rows
  const [run] = await query<{ ended: boolean; quiet: boolean }>({
    text: `select ended_at is not null as ended,
             coalesce((select at from sluice.batches b where b.run_id = r.run_id order by batch_id desc limit 1), started_at)
               < clock_timestamp() - make_interval(secs => $2) as quiet
           from sluice.runs r where run_id = $1`,
    values: [runId, silence],
  })
  if (run === undefined) return null
  if (!run.ended && !run.quiet) return { runId, between: null }
  const [found] = await query<{ least: string | null; most: string | null }>({
    text: `select min(row_number)::text as least, max(row_number)::text as most from sluice.loaded where run_id = $1`,
    values: [runId],
  })
  if (found?.least == null || found.most === null) return null
  const rows = { runId, between: { least: found.least, most: found.most } }
  ofTable.set(runId, { rows, at: run.ended ? null : performance.now() })
  return rows
}

/**
 * Conditions for the rows of a run.
 *
 * @param rowNumber the column of the row's number, with its table
 * @param how `some` looks up each row in the ledger, for a page; `all` reads all of the run's entries first
 */
export const runConditions = (
  table: LoadedTable,
  rowNumber: string,
  { runId, between }: RunRows,
  how: 'some' | 'all',
  parameter: Parameter,
): readonly string[] => [
  ...(between === null
    ? []
    : [`${rowNumber} between ${parameter(between.least)}::bigint and ${parameter(between.most)}::bigint`]),
  how === 'some'
    ? `(${loadedRow('l.run_id', table, rowNumber)}) = ${parameter(runId)}::uuid`
    : `${rowNumber} in (${rowsOfRun(table, parameter(runId))})`,
]
