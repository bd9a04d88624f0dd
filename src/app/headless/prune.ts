import { openDatabase } from '../../adapters/postgres/database.ts'
import { eraseOlder } from '../../adapters/postgres/erase-rejected.ts'
import { migrate } from '../../adapters/postgres/migrate.ts'
import { pruneLedger } from '../../adapters/postgres/retention.ts'
import type { Settings } from '../config.ts'
import { effectiveSettings } from '../effective-settings.ts'
import { openTargets } from '../open-targets.ts'
import type { Retention } from '../preferences.ts'

/**
 * Removes ledger entries and erases texts of rejected messages that are older than the settings allow; returns how
 * many. The signal ends it between two portions. Throws `FailureError` or `PortError`.
 */
export const pruneNow = async (
  settings: Settings,
  queueThread: URL,
  signal: AbortSignal,
): Promise<Retention & { readonly pruned: number; readonly erased: number }> => {
  const effective = effectiveSettings(settings, 'database')
  const { ledgerDays, rejectedDays = null } = effective
  await using opened = new AsyncDisposableStack()
  const targets = await openTargets(effective, 'database', queueThread)
  opened.defer(targets.close)
  const database = openDatabase(targets.database.address, 1)
  opened.defer(database.close)
  // The ledger is the same for every event: no table is created or claimed for one.
  await migrate(database)
  const pruned = await pruneLedger(database, ledgerDays, Infinity, signal)
  const erased = rejectedDays === null ? 0 : await eraseOlder(database, rejectedDays, Infinity, signal)
  return { pruned, erased, ledgerDays, rejectedDays }
}
