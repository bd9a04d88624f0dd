import type { Outcome } from '../../contract/events.ts'
import type { Failure } from '../../contract/failure.ts'
import type { ParsedInput } from '../../contract/monitor.ts'
import type { RunKind, RunSetting } from '../../contract/run-circumstances.ts'
import type { RunNotes } from '../../contract/run-notes.ts'
import type { RunPage, RunStatus, RunSummary } from '../../contract/runs.ts'
import type { Database } from './database.ts'
import { where, type Parameter } from './conditions.ts'
import { isoTime } from './time-text.ts'

interface RunRow {
  readonly run_id: string
  readonly queue: string
  readonly kind: RunKind
  readonly started_at: string
  readonly outcome: Outcome | null
  readonly queue_endpoint: string | null
  readonly database: string | null
  readonly mask_key: string | null
  readonly host: string | null
  readonly version: string | null
  readonly settings: Readonly<Record<string, RunSetting>> | null
  readonly failure: Failure | null
  readonly notes: RunNotes | null
  readonly last_at: string
  readonly idle_ms: string
  readonly received: string
  readonly loaded: string
  readonly duplicates: string
  readonly rejected: string
  readonly released: string
}

/** Runs with their counts, which are the sums of their transactions. `chosen` is what follows `from`. */
const selectRuns = (chosen: string): string => `
  with chosen as (select * from sluice.runs ${chosen})
  select r.run_id, r.queue, r.kind, ${isoTime('r.started_at')} as started_at, r.outcome, r.queue_endpoint, r.database, r.mask_key, r.host,
    r.version, r.settings, r.failure, r.notes, ${isoTime('coalesce(r.ended_at, b.last_at, r.started_at)')} as last_at,
    b.idle_ms, b.received, b.loaded, b.duplicates, b.rejected, b.released
  from chosen r
  cross join lateral (
    select coalesce(sum(received), 0) as received, coalesce(sum(loaded), 0) as loaded,
      coalesce(sum(duplicates), 0) as duplicates, coalesce(sum(rejected), 0) as rejected,
      coalesce(sum(released), 0) as released, max(at) as last_at,
      (coalesce(sum(extract(epoch from gap)) filter (where gap >= interval '10 s'), 0) * 1000)::bigint as idle_ms
    from (
      select *, at - coalesce(lag(at) over (order by at), r.started_at) as gap
      from sluice.batches where run_id = r.run_id
    ) as batch
  ) b
  order by r.started_at desc, r.run_id desc`

/**
 * The history, newest first, a page by key. Throws `PortError`.
 *
 * @param active the run that this engine holds, if any
 */
export const listRuns = async (
  database: Database,
  { status, queue, before, limit }: ParsedInput<'listRuns'>,
  active: string | null,
): Promise<RunPage> => {
  const counting: unknown[] = []
  const values: unknown[] = []
  const parameter = (value: unknown): string => `$${values.push(value)}`
  const chosenBy = (next: Parameter): readonly string[] => [
    ...statusConditions(status, active, next),
    ...(queue === null ? [] : [`kind = 'run' and queue = ${next(queue)}`]),
  ]
  const conditions = [
    ...chosenBy(parameter),
    ...(before === null
      ? []
      : [
          `(started_at, run_id) < (select started_at, run_id from sluice.runs where run_id = ${parameter(before)})`,
        ]),
  ]
  const [counted, found] = await Promise.all([
    database.query<{ total: string }>({
      text: `select count(*) as total from sluice.runs
             ${where(chosenBy((value) => `$${counting.push(value)}`))}`,
      values: counting,
    }),
    database.query<RunRow>({
      text: selectRuns(`${where(conditions)} order by started_at desc, run_id desc
        limit ${parameter(limit + 1)}`),
      values,
    }),
  ])
  const runs = found.slice(0, limit).map((row) => toSummary(row, active))
  return {
    runs,
    total: Number(counted[0]?.total ?? 0),
    next: found.length > limit ? (runs.at(-1)?.runId ?? null) : null,
  }
}

/** A run and the previous one of its kind, if they exist. Throws `PortError`. */
export const readRunAndPrevious = async (
  database: Database,
  runId: string,
  active: string | null,
): Promise<readonly RunSummary[]> => {
  const rows = await database.query<RunRow>({
    text: selectRuns(`
      where (started_at, run_id) <= (select started_at, run_id from sluice.runs where run_id = $1)
        and kind = (select kind from sluice.runs where run_id = $1)
      order by started_at desc, run_id desc limit 2`),
    values: [runId],
  })
  return rows.map((row) => toSummary(row, active))
}

const statusConditions = (
  status: RunStatus | null,
  active: string | null,
  parameter: Parameter,
): readonly string[] => {
  switch (status) {
    case null:
      return []
    case 'running':
      return [`ended_at is null and run_id = ${parameter(active)}`]
    case 'cut-off':
      return [`ended_at is null and run_id is distinct from ${parameter(active)}`]
    default:
      return [`outcome = ${parameter(status)}`]
  }
}

const toSummary = (row: RunRow, active: string | null): RunSummary => ({
  runId: row.run_id,
  queue: row.queue,
  kind: row.kind,
  startedAt: row.started_at,
  lastAt: row.last_at,
  status: row.outcome ?? (row.run_id === active ? 'running' : 'cut-off'),
  counts: {
    received: Number(row.received),
    loaded: Number(row.loaded),
    duplicates: Number(row.duplicates),
    rejected: Number(row.rejected),
    released: Number(row.released),
  },
  idleMs: Number(row.idle_ms),
  failure: row.failure,
  notes: row.notes,
  circumstances:
    row.settings === null
      ? null
      : {
          queueEndpoint: row.queue_endpoint ?? '',
          database: row.database ?? '',
          maskKey: row.mask_key ?? '',
          host: row.host ?? '',
          version: row.version ?? '',
          settings: row.settings,
        },
})
