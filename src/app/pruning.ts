import type { Database } from '../adapters/postgres/database.ts'
import { pruneHistory } from '../adapters/postgres/prune-history.ts'
import { pruneLedger } from '../adapters/postgres/retention.ts'

/** Between two rounds, in milliseconds. */
const hour = 60 * 60_000

/** The most ledger entries that one round forgets, so that none takes long. */
const mostAtOnce = 100_000

/**
 * Forgets ledger entries, samples of the depth, pauses and outages that are too old, now and every hour until the answer is called. A round
 * that fails is no reason not to run: the next one makes up for it.
 */
export const keepPruned = (database: Database, ledgerDays: number, every: number = hour): (() => void) => {
  let isBusy = false
  const round = async (): Promise<void> => {
    if (isBusy) return
    isBusy = true
    await Promise.allSettled([pruneLedger(database, ledgerDays, mostAtOnce), pruneHistory(database)])
    isBusy = false
  }
  void round()
  const timer = setInterval(() => void round(), every)
  return () => clearInterval(timer)
}
