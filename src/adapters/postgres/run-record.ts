import type { Outcome } from '../../contract/events.ts'
import type { Failure } from '../../contract/failure.ts'
import type { RunRecord } from '../../pipeline/ports.ts'
import type { Database } from './database.ts'

/** Notes that a run has begun, and under what circumstances. Told twice, it notes it once. Throws `PortError`. */
export const openRun = async (database: Database, run: RunRecord): Promise<void> => {
  const about = run.circumstances
  await database.query({
    text: `insert into sluice.runs (run_id, queue, queue_endpoint, database, mask_key, host, version, settings, kind)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (run_id) do nothing`,
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
    ],
  })
}

/** Notes how a run ended, by the database's clock. Throws `PortError`. */
export const closeRun = async (
  database: Database,
  runId: string,
  outcome: Outcome,
  cause: Failure | null,
): Promise<void> => {
  await database.query({
    text: 'update sluice.runs set ended_at = clock_timestamp(), outcome = $2, failure = $3 where run_id = $1',
    values: [runId, outcome, cause === null ? null : JSON.stringify(cause)],
  })
}
