import { reconcile } from '../../adapters/postgres/reconcile.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import type { RunOutputs } from '../../contract/runs.ts'
import type { Connection } from '../connection.ts'
import type { RunControl } from '../run-control.ts'
import type { Handlers } from './handlers.ts'

/** @param connected throws `FailureError` where nothing is connected */
export const createRunHandlers = (
  connected: () => Connection,
  runs: RunControl,
): Handlers<keyof RunOutputs> => {
  const database = () => connected().storage.database
  return {
    startRun: async (input) => ({ runId: runs.start(connected(), input) }),
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
    dryRun: async ({ maxMessages }) => runs.tryOut(connected(), maxMessages),
    reconcileRun: async ({ runId }) => {
      const [found] = await reconcile(database(), runId)
      if (found === undefined) throw new FailureError(failure('not-found', { what: 'run', id: runId }))
      return found
    },
  }
}
