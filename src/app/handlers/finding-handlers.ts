import { whoWorks } from '../../adapters/postgres/audit.ts'
import { listRejectedChoices, markRejected, noteRejected } from '../../adapters/postgres/rejected-marks.ts'
import type { FindingOutputs } from '../../contract/finding.ts'
import type { Connection } from '../connection.ts'
import type { Looks } from '../looks.ts'
import { searchRejected } from '../search-rejected.ts'
import { showingOf } from '../show-rejected.ts'
import type { Handlers } from './handlers.ts'

/** @param connected throws `FailureError` if nothing is connected */
export const createFindingHandlers = (
  connected: () => Connection,
  looks: Looks,
): Handlers<keyof FindingOutputs> => {
  const database = () => connected().storage.database
  return {
    markRejected: async ({ which, mark }) => markRejected(database(), which, mark, whoWorks()),
    noteRejected: async ({ id, note, instead }) => {
      await noteRejected(database(), id, note, instead)
      return null
    },
    listRejectedChoices: async () => listRejectedChoices(database()),
    searchRejected: ({ filter, text, operation }) =>
      looks.run(operation, ({ signal, tell }) =>
        searchRejected(showingOf(connected()), { filter, text }, signal, tell),
      ),
  }
}
