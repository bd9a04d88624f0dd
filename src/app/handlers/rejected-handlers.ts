import { listCauses } from '../../adapters/postgres/rejected-causes.ts'
import { changeState } from '../../adapters/postgres/rejected-state.ts'
import { getRejected, listRejected, mapRejected } from '../../adapters/postgres/rejected.ts'
import type { RejectedOutputs } from '../../contract/rejected.ts'
import type { Connection } from '../connection.ts'
import { nameOfEvent } from '../run-circumstances.ts'
import type { RunControl } from '../run-control.ts'
import type { Handlers } from './handlers.ts'

/** @param connected throws `FailureError` where nothing is connected */
export const createRejectedHandlers = (
  connected: () => Connection,
  runs: Pick<RunControl, 'retry'>,
): Handlers<keyof RejectedOutputs> => {
  const database = () => connected().storage.database
  return {
    listRejected: async (input) => listRejected(database(), input),
    mapRejected: async (input) => mapRejected(database(), input),
    listCauses: async (input) => listCauses(database(), input),
    getRejected: async ({ id, uncover }) => {
      const { originId, sealedBody, event, ...summary } = await getRejected(database(), id)
      const { body } = connected().storage.seal.open(originId, sealedBody)
      const { cover, coverOther } = connected()
      const isOurs = event === null || event === nameOfEvent(connected().source.event)
      const shown = uncover ? { text: body, covered: false } : (isOurs ? cover : coverOther)(body)
      return { ...summary, body: shown.text, covered: shown.covered }
    },
    discardRejected: async ({ which, note }) => changeState(database(), which, 'discarded', note),
    restoreRejected: async ({ which }) => changeState(database(), which, 'kept', null),
    retryRejected: async ({ which }) => runs.retry(connected(), which),
  }
}
