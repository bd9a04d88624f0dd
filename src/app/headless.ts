import { openDatabase, type Database } from '../adapters/postgres/database.ts'
import { eraseOlder } from '../adapters/postgres/erase-rejected.ts'
import { grantScript } from '../adapters/postgres/grant-script.ts'
import { lookAtDatabase } from '../adapters/postgres/look.ts'
import { checkSchema, migrate } from '../adapters/postgres/migrate.ts'
import { reconcile } from '../adapters/postgres/reconcile.ts'
import { listRejected } from '../adapters/postgres/rejected.ts'
import { pruneLedger } from '../adapters/postgres/retention.ts'
import { findRowTable } from '../adapters/postgres/row-table.ts'
import { listRows } from '../adapters/postgres/rows.ts'
import type { EventDefinition } from '../contract/event-definition.ts'
import { FailureError } from '../contract/failure.ts'
import type { ReasonCode } from '../contract/reason.ts'
import {
  rejectedInputs,
  type RejectedSelection,
  type RejectedSummary,
  type RetryOutcome,
} from '../contract/rejected.ts'
import { rowInputs, type EventRow } from '../contract/rows.ts'
import type { Reconciliation } from '../contract/runs.ts'
import type { CheckUpItem } from '../contract/settings.ts'
import { checkUp } from './check-up.ts'
import { checkUpFailure } from './check-up-item.ts'
import type { Settings } from './config.ts'
import { openStorage, type Storage } from './storage.ts'
import { effectiveSettings } from './effective-settings.ts'
import type { Retention } from './preferences.ts'
import { joinTargets } from './join-targets.ts'
import { countWouldPass } from '../pipeline/repair/would-pass.ts'
import { prepareRejected, retryRejected } from './retry-rejected.ts'
import { nameOfDatabase } from './run-circumstances.ts'
import { sendSamples, type SeedOptions } from './send-samples.ts'
import { openTargets } from './open-targets.ts'

/** What the command line does besides running: each opens what it needs, does its work and closes everything again. */

/** Sends sample messages to the queue and answers how many. Throws `FailureError` or `PortError`. */
export const seedQueue = async (
  settings: Settings,
  options: SeedOptions,
  queueThread: URL,
): Promise<{ readonly sent: number; readonly queue: string }> => {
  await using opened = new AsyncDisposableStack()
  const effective = effectiveSettings(settings, 'queue')
  const targets = await joinTargets(effective, 'queue', queueThread)
  opened.defer(targets.close)
  const sent = await sendSamples(targets.queue, effective.event, options)
  return { sent, queue: targets.queue.names.queue }
}

const newestRows = rowInputs.listRows.parse({})

/**
 * The newest rows, of all runs or of one, and the event in force, which says what is in them. Throws `FailureError` or
 * `PortError`.
 */
export const readRows = (
  settings: Settings,
  { limit, run }: { readonly limit: number; readonly run?: string | undefined },
  queueThread: URL,
): Promise<{ readonly rows: readonly EventRow[]; readonly event: EventDefinition }> =>
  withReading(settings, queueThread, async (database, event) => {
    const table = await findRowTable(database, event)
    if (!table.hasRows) return { rows: [], event }
    const { rows } = await listRows(table, { ...newestRows, limit, run })
    return { rows, event }
  })

/** Those that were discarded too. */
const everyRejected = rejectedInputs.listRejected.parse({ filter: { state: 'all' } })

/** Calls `onPage` with all rejected messages, newest first, page by page. Throws `FailureError` or `PortError`. */
export const readRejected = (
  settings: Settings,
  onPage: (page: readonly RejectedSummary[]) => void,
  queueThread: URL,
): Promise<void> =>
  withReading(settings, queueThread, async (database) => {
    let before: string | null = null
    do {
      const page = await listRejected(database, { ...everyRejected, before, limit: 500 })
      onPage(page.rejected)
      before = page.next
    } while (before !== null)
  })

/** What an administrator runs for a role that owns nothing, as one script of SQL. Throws `FailureError` or `PortError`. */
export const scriptFor = async (settings: Settings, role: string, queueThread: URL): Promise<string> => {
  await using opened = new AsyncDisposableStack()
  const effective = effectiveSettings(settings, 'database')
  const targets = await joinTargets(effective, 'database', queueThread)
  opened.defer(targets.close)
  const database = openDatabase(targets.database.address, 1, 'reading')
  opened.defer(database.close)
  return grantScript(await lookAtDatabase(database, effective.event, new Date(), role), role)
}

/**
 * For commands that only read: the schema is looked at, not made or changed, and the server is told to refuse writing.
 *
 * @param action is given the event in force, too
 * @param mode `writing` for what leaves a note of itself
 */
export const withReading = async <T>(
  settings: Settings,
  queueThread: URL,
  action: (database: Database, event: EventDefinition) => Promise<T>,
  {
    connections = 1,
    mode = 'reading',
  }: { readonly connections?: number; readonly mode?: 'reading' | 'writing' } = {},
): Promise<T> => {
  await using opened = new AsyncDisposableStack()
  const effective = effectiveSettings(settings, 'database')
  const targets = await joinTargets(effective, 'database', queueThread)
  opened.defer(targets.close)
  const database = openDatabase(targets.database.address, connections, mode)
  opened.defer(database.close)
  await checkSchema(database)
  return await action(database, effective.event)
}

export const withStorage = async <T>(
  settings: Settings,
  queueThread: URL,
  action: (storage: Storage, embedded: boolean) => Promise<T>,
  onNotice: (sentence: string) => void = () => undefined,
): Promise<T> => {
  await using opened = new AsyncDisposableStack()
  const targets = await openTargets(settings, 'database', queueThread)
  opened.defer(targets.close)
  const storage = await openStorage(targets.database, settings, onNotice)
  opened.defer(storage.close)
  return await action(storage, targets.database.embedded)
}

/** Forgets ledger entries and erases texts of rejected messages that are older than the settings ask for; says how many. Throws as the others do. */
export const pruneNow = async (
  settings: Settings,
  queueThread: URL,
): Promise<Retention & { readonly pruned: number; readonly erased: number }> => {
  const effective = effectiveSettings(settings, 'database')
  const { ledgerDays, rejectedDays = null } = effective
  await using opened = new AsyncDisposableStack()
  const targets = await openTargets(effective, 'database', queueThread)
  opened.defer(targets.close)
  const database = openDatabase(targets.database.address, 1)
  opened.defer(database.close)
  // The ledger is the same whatever the event: no table is made, and none is said to be filled by it.
  await migrate(database)
  const pruned = await pruneLedger(database, ledgerDays, Infinity)
  const erased = rejectedDays === null ? 0 : await eraseOlder(database, rejectedDays, Infinity)
  return { pruned, erased, ledgerDays, rejectedDays }
}

/** What is kept, of whatever reason or of one of these. */
const keptOnes = (codes: readonly ReasonCode[] | null): RejectedSelection =>
  codes === null ? { by: 'filter', filter: everyRejected.filter } : { by: 'reasons', codes: [...codes] }

/**
 * Tries rejected messages again that are kept, all or those with one of some reasons, as a run of its own; also answers
 * what else is worth knowing. Throws as the others do.
 */
export const retryKept = async (
  settings: Settings,
  codes: readonly ReasonCode[] | null,
  queueThread: URL,
  signal: AbortSignal,
): Promise<{ readonly outcome: RetryOutcome; readonly notices: readonly string[] }> => {
  const effective = effectiveSettings(settings, 'database')
  const later: string[] = []
  return withStorage(
    effective,
    queueThread,
    async (storage, embedded) => {
      const { names } = storage.database
      const database = nameOfDatabase({ address: names.address, name: names.database, embedded })
      const rules = { allowUnknownFields: effective.allowUnknownFields }
      const { event } = effective
      const which = keptOnes(codes)
      const outcome = await retryRejected({ storage, which, event, rules, database }, signal)
      return { outcome, notices: [...storage.notices, ...later] }
    },
    (notice) => later.push(notice),
  )
}

/** How many of them a retry would load, with nothing written. Throws as the others do. */
export const previewRetryKept = async (
  settings: Settings,
  codes: readonly ReasonCode[] | null,
  queueThread: URL,
  signal: AbortSignal,
): Promise<{ readonly looked: number; readonly wouldPass: number; readonly notices: readonly string[] }> => {
  const effective = effectiveSettings(settings, 'database')
  const later: string[] = []
  return withStorage(
    effective,
    queueThread,
    async (storage) => {
      const { event, allowUnknownFields } = effective
      const rejections = storage.rejections(keptOnes(codes))
      const prepare = prepareRejected({ storage, event, rules: { allowUnknownFields } })
      const counts = await countWouldPass({ rejections, seal: storage.seal, prepare }, signal)
      return { ...counts, notices: [...storage.notices, ...later] }
    },
    (notice) => later.push(notice),
  )
}

/** Checks every run's counts against the ledger, newest first; a database without our schema has seen no run. Throws as the others do. */
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

/**
 * Looks at everything and changes nothing but what a first start makes. Does not throw for what it finds, but a
 * `FailureError` where it cannot be known what to look at.
 */
export const examine = async (settings: Settings, queueThread: URL): Promise<readonly CheckUpItem[]> => {
  const effective = effectiveSettings(settings, 'both')
  await using opened = new AsyncDisposableStack()
  try {
    const targets = await joinTargets(effective, 'both', queueThread)
    opened.defer(targets.close)
    return await checkUp(targets, effective)
  } catch (error) {
    return [checkUpFailure('start', error)]
  }
}
