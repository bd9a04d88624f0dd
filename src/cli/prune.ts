import { loadSettings, type Flags } from '../app/config.ts'
import { toFailure } from '../app/faults.ts'
import { pruneNow } from '../app/headless/prune.ts'
import { describeErased } from '../contract/erasing.ts'
import { exitCodes, print, sayFailure } from './output.ts'

/** Shortens the ledger to what a redelivery can still need, and erases what was kept too long; returns the exit code. */
export const pruneCommand = async (flags: Flags, queueThread: URL): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  try {
    const { pruned, erased, ledgerDays, rejectedDays } = await pruneNow(settings.value, queueThread)
    print(`${pruned} ledger entries older than ${ledgerDays} days forgotten.`)
    if (rejectedDays !== null)
      print(`${describeErased({ erased })}, of those older than ${rejectedDays} days.`)
    return exitCodes.done
  } catch (error) {
    return sayFailure(toFailure(error))
  }
}
