import type { Outcome } from '../../contract/events.ts'
import type { Failure, FailureCode } from '../../contract/failure.ts'
import type { RunBefore, RunRecord } from '../../pipeline/ports.ts'
import type { Database } from './database.ts'
import type { RunIds } from './keys.ts'

/** After a run that ended like this, the next begins with as few messages as possible. */
const cautiousAfter: readonly FailureCode[] = [
  'table-refuses',
  'refused-alone',
  'rows-swallowed',
  'numbers-behind',
  'database-denied',
  'too-many-rejected',
]

/**
 * Records a run's start and circumstances, and returns what the previous run left behind: the last one to end over
 * the same queue. Idempotent. Throws `PortError`.
 *
 * @param ids numbers of the key that the run masks with, in `sluice.keys`, and of its definition, in `sluice.events`
 */
export const openRun = async (
  database: Database,
  run: RunRecord,
  ids: Pick<RunIds, 'mask' | 'event'>,
): Promise<RunBefore> => {
  const about = run.circumstances
  const [before] = await database.query<{ code: FailureCode | null; refused: readonly string[] | null }>({
    text: `select failure ->> 'code' as code, refused from sluice.runs
           where queue = $1 and queue_endpoint is not distinct from $2 and kind = 'run' and ended_at is not null
             and run_id <> $3
           order by ended_at desc limit 1`,
    values: [run.queue, about?.queueEndpoint, run.runId],
  })
  await database.query({
    text: `insert into sluice.runs (run_id, queue, queue_endpoint, database, mask_key, host, version, settings, kind, event_id)
           values ($1, $2, $3, $4, coalesce($5, (select check_value from sluice.keys where key_id = $11)), $6, $7, $8, $9, $10)
           on conflict (run_id) do nothing`,
    values: [
      run.runId,
      run.queue,
      about?.queueEndpoint,
      about?.database,
      about?.maskKey,
      about?.host,
      about?.version,
      about === undefined ? null : JSON.stringify(about.settings),
      run.kind ?? 'run',
      ids.event ?? null,
      ids.mask,
    ],
  })
  const code = before?.code ?? null
  return { cautious: code !== null && cautiousAfter.includes(code), refused: before?.refused ?? [] }
}

/** Records how a run ended, by the database's clock. Throws `PortError`. */
export const closeRun = async (
  database: Database,
  runId: string,
  outcome: Outcome,
  cause: Failure | null,
  refused: readonly string[],
): Promise<void> => {
  await database.query({
    text: `update sluice.runs set ended_at = clock_timestamp(), outcome = $2, failure = $3, refused = $4
           where run_id = $1`,
    values: [
      runId,
      outcome,
      cause === null ? null : JSON.stringify(cause),
      refused.length === 0 ? null : refused,
    ],
  })
}
