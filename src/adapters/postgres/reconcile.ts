import type { Reconciliation } from '../../contract/runs.ts'
import type { Database } from './database.ts'

interface Row {
  readonly run_id: string
  readonly received: string
  readonly loaded: string
  readonly duplicates: string
  readonly rejected: string
  readonly released: string
  readonly there_loaded: string
  readonly there_rejected: string
  readonly pruned: boolean
}

/**
 * The counts of a run are the sums of its transactions; loaded rows are counted in the ledger and rejected messages
 * where they are kept, so that neither vouches for itself. All times are the database's own, and an entry's time says
 * where it is in the former ledger. A minute on either side covers entries that were written before or after the row
 * that counts them, within one statement.
 */
const statement = `
select r.run_id, b.received, b.loaded, b.duplicates, b.rejected, b.released, l.loaded as there_loaded, k.rejected as there_rejected,
  r.pruned_at is not null as pruned
from sluice.runs r
cross join lateral (
  select coalesce(sum(received), 0) as received, coalesce(sum(loaded), 0) as loaded,
    coalesce(sum(duplicates), 0) as duplicates, coalesce(sum(rejected), 0) as rejected,
    coalesce(sum(released), 0) as released, max(at) as last_at
  from sluice.batches where run_id = r.run_id
) b
cross join lateral (
  select count(*) as loaded from sluice.loaded
  where run_id = r.run_id
    and loaded_at between r.started_at - interval '1 minute' and b.last_at + interval '1 minute'
) l
cross join lateral (
  -- In whatever state they are by now: discarding and trying again change nothing about the run that rejected them.
  select count(*) as rejected from sluice.rejected where run_id = r.run_id
) k
where $1::uuid is null or r.run_id = $1
order by r.started_at desc`

/** One run, or with null every run, newest first. Throws `PortError`. */
export const reconcile = async (
  database: Database,
  runId: string | null,
): Promise<readonly Reconciliation[]> => {
  const rows = await database.query<Row>({ text: statement, values: [runId] })
  return rows.map(toReconciliation)
}

const toReconciliation = (row: Row): Reconciliation => {
  const counts = {
    received: Number(row.received),
    loaded: Number(row.loaded),
    duplicates: Number(row.duplicates),
    rejected: Number(row.rejected),
    released: Number(row.released),
  }
  const ledger = row.pruned
    ? null
    : { loaded: Number(row.there_loaded), rejected: Number(row.there_rejected) }
  const adds = counts.received === counts.loaded + counts.duplicates + counts.rejected + counts.released
  const agrees = ledger === null || (ledger.loaded === counts.loaded && ledger.rejected === counts.rejected)
  return { runId: row.run_id, counts, ledger, holds: adds && agrees }
}
