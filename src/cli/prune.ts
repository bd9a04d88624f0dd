import { loadSettings, type Flags } from '../app/config.ts'
import { toFailure } from '../app/faults.ts'
import { pruneNow } from '../app/headless.ts'
import { exitCodes, print, sayFailure } from './output.ts'

/** Shortens the ledger to what a redelivery can still need; answers the exit code. */
export const pruneCommand = async (flags: Flags, queueThread: URL): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  try {
    const { pruned, ledgerDays } = await pruneNow(settings.value, queueThread)
    print(`${pruned} ledger entries older than ${ledgerDays} days forgotten.`)
    return exitCodes.done
  } catch (error) {
    return sayFailure(toFailure(error))
  }
}
