import { loadSettings, type Flags } from '../app/config.ts'
import { toFailure } from '../app/faults.ts'
import { examine, reconcileAll } from '../app/headless.ts'
import type { Reconciliation } from '../contract/runs.ts'
import { exitCodes, print, sayFailure } from './output.ts'

export interface DoctorFlags extends Flags {
  readonly reconcile?: boolean
}

/** Says whether queue, database and table are as they must be, and what to do if not; answers the exit code. */
export const doctorCommand = async (flags: DoctorFlags, queueThread: URL): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  try {
    const items = await examine(settings.value, queueThread)
    for (const item of items) {
      print(`${item.fine ? 'ok  ' : 'FAIL'}  ${item.what.padEnd(8)}  ${item.found}`)
      if (item.advice !== null) print(`                ${item.advice}`)
    }
    const healthy = items.every((item) => item.fine)
    if (!healthy || flags.reconcile !== true) return healthy ? exitCodes.done : exitCodes.failed
    return report(await reconcileAll(settings.value, queueThread))
  } catch (error) {
    return sayFailure(toFailure(error))
  }
}

/** One line a run: received = loaded + duplicates + rejected + released, and what the ledger holds of it. */
const report = (runs: readonly Reconciliation[]): number => {
  for (const { runId, counts, ledger, holds } of runs) {
    const { received, loaded, duplicates, rejected, released } = counts
    const sum = `${received} received = ${loaded} loaded + ${duplicates} duplicate + ${rejected} rejected + ${released} released`
    const held =
      ledger === null ? 'ledger pruned since' : `ledger: ${ledger.loaded} loaded, ${ledger.rejected} rejected`
    print(`${holds ? 'ok  ' : 'FAIL'}  run ${runId}  ${sum}; ${held}`)
  }
  if (runs.length === 0) print('ok    No run has been made yet.')
  return runs.every((run) => run.holds) ? exitCodes.done : exitCodes.failed
}
