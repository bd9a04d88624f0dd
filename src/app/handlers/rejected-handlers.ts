import { listCauses } from '../../adapters/postgres/rejected-causes.ts'
import { countErasable, eraseRejected } from '../../adapters/postgres/erase-rejected.ts'
import { changeState } from '../../adapters/postgres/rejected-state.ts'
import { listRejected, mapRejected } from '../../adapters/postgres/rejected.ts'
import type { ErasingOutputs } from '../../contract/erasing.ts'
import type { RejectedOutputs } from '../../contract/rejected.ts'
import type { Connection } from '../connection.ts'
import type { RunControl } from '../run-control.ts'
import { showingOf, showRejected } from '../show-rejected.ts'
import type { Handlers } from './handlers.ts'

/** @param connected throws `FailureError` if nothing is connected */
export const createRejectedHandlers = (
  connected: () => Connection,
  runs: Pick<RunControl, 'retry'>,
): Handlers<keyof (RejectedOutputs & ErasingOutputs)> => {
  const database = () => connected().storage.database
  return {
    listRejected: async (input) => listRejected(database(), input),
    mapRejected: async (input) => mapRejected(database(), input),
    listCauses: async (input) => listCauses(database(), input),
    getRejected: async (input) => showRejected(showingOf(connected()), input),
    discardRejected: async ({ which, note }) => changeState(database(), which, 'discarded', note),
    restoreRejected: async ({ which }) => changeState(database(), which, 'kept', null),
    countErasable: async ({ which }) => countErasable(database(), which),
    eraseRejected: async ({ which, upTo }) => ({ erased: await eraseRejected(database(), which, upTo) }),
    retryRejected: async ({ which, upTo }) => runs.retry(connected(), which, upTo),
  }
}
