import type { Database } from '../adapters/postgres/database.ts'
import { eraseOlder } from '../adapters/postgres/erase-rejected.ts'
import { pruneHistory } from '../adapters/postgres/prune-history.ts'
import { pruneLedger } from '../adapters/postgres/retention.ts'
import type { Retention } from './preferences.ts'

/** Between two rounds, in milliseconds. */
const hour = 60 * 60_000

/** The most rejected messages that one round erases, so that none takes long. */
const mostAtOnce = 100_000

/** The most ledger entries that one round forgets: 24 million a day, twice what docs/operations.md reckons with. */
const mostEntries = 1_000_000

/**
 * Deletes ledger entries, samples of the depth, pauses and outages that are too old, and erases the texts of messages
 * that were rejected too long ago, now and every hour; call what it returns to end that. A failed round does not keep
 * anything from running: the next one catches up.
 *
 * @param retentionNow asked in each round
 */
export const keepPruned = (
  database: Database,
  retentionNow: () => Retention,
  every: number = hour,
): (() => void) => {
  let isBusy = false
  const round = async (): Promise<void> => {
    if (isBusy) return
    isBusy = true
    await pruneOnce(database, retentionNow).catch(() => undefined)
    isBusy = false
  }
  void round()
  const timer = setInterval(() => void round(), every)
  return () => clearInterval(timer)
}

const pruneOnce = async (database: Database, retentionNow: () => Retention): Promise<void> => {
  const { ledgerDays, rejectedDays } = retentionNow()
  await Promise.allSettled([
    pruneLedger(database, ledgerDays, mostEntries),
    pruneHistory(database),
    ...(rejectedDays === null ? [] : [eraseOlder(database, rejectedDays, mostAtOnce)]),
  ])
}
