import { getHistory } from '../../adapters/postgres/history.ts'
import type { HistoryOutputs } from '../../contract/history.ts'
import type { Connection } from '../connection.ts'
import type { Handlers } from './handlers.ts'

/** @param connected throws `FailureError` if nothing is connected */
export const createHistoryHandlers = (connected: () => Connection): Handlers<keyof HistoryOutputs> => ({
  getHistory: (input) => {
    const { storage, identity } = connected()
    return getHistory(storage.database, identity, input)
  },
})
