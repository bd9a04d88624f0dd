import { reconcile } from '../../adapters/postgres/reconcile.ts'
import { FailureError } from '../../contract/failure.ts'
import type { Reconciliation } from '../../contract/runs.ts'
import type { Settings } from '../config.ts'
import { withReading } from './with-database.ts'

/** Checks every run's counts against the ledger, newest first; a database without our schema has had no run. Throws `FailureError` or `PortError`. */
export const reconcileAll = async (
  settings: Settings,
  queueThread: URL,
): Promise<readonly Reconciliation[]> => {
  try {
    return await withReading(settings, queueThread, (database) => reconcile(database, null))
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'schema-missing') return []
    throw error
  }
}
