import { reconcile } from '../../adapters/postgres/reconcile.ts'
import { readSeries } from '../../adapters/postgres/run-series.ts'
import { listRuns, readRunAndPrevious } from '../../adapters/postgres/runs.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import { differencesOf } from '../../contract/run-difference.ts'
import type { Reconciliation, RunOutputs, RunSummary } from '../../contract/runs.ts'
import type { Connection } from '../connection.ts'
import type { RunControl } from '../run-control.ts'
import type { Handlers } from './handlers.ts'

/** @param connected throws `FailureError` if nothing is connected */
export const createRunHandlers = (
  connected: () => Connection,
  runs: RunControl,
): Handlers<keyof RunOutputs> => {
  const database = () => connected().storage.database
  const reconcileOne = async (runId: string): Promise<Reconciliation> => {
    const [found] = await reconcile(database(), runId)
    if (found === undefined) throw noSuchRun(runId)
    return found
  }
  /** Not read during a run: starting another is refused anyway. */
  const makeReady = async (): Promise<void> => {
    if (!runs.isActive()) await connected().storage.makeReady()
  }
  return {
    startRun: async (input) => {
      await makeReady()
      return { runId: runs.start(connected(), input) }
    },
    stopRun: async () => {
      runs.stop()
      return null
    },
    pauseRun: async () => {
      runs.pause()
      return null
    },
    resumeRun: async () => {
      runs.resume()
      return null
    },
    dryRun: async ({ maxMessages }) => {
      await makeReady()
      return runs.tryOut(connected(), maxMessages)
    },
    reconcileRun: async ({ runId }) => reconcileOne(runId),
    listRuns: async (input) => listRuns(database(), input, runs.activeId()),
    getRun: async ({ runId }) => {
      const [run, previous] = await readRunAndPrevious(database(), runId, runs.activeId())
      if (run === undefined) throw noSuchRun(runId)
      const [series, reconciliation] = await Promise.all([
        readSeries(database(), run),
        run.status === 'running' ? notYet(run) : reconcileOne(runId),
      ])
      return {
        ...run,
        series,
        reconciliation,
        previous: previous === undefined ? null : { runId: previous.runId, startedAt: previous.startedAt },
        differences: previous === undefined ? null : differencesOf(run, previous),
      }
    },
  }
}

/** During a run, windows ask every second, and the ledger's answer would be outdated at once. */
const notYet = ({ runId, counts }: RunSummary): Reconciliation => ({
  ...{ runId, counts, ledger: null },
  holds: counts.received === counts.loaded + counts.duplicates + counts.rejected + counts.released,
})

const noSuchRun = (id: string): FailureError => new FailureError(failure('not-found', { what: 'run', id }))
