import { findRowOfMessage, getRow } from '../../adapters/postgres/row-lineage.ts'
import { summarizeRows } from '../../adapters/postgres/row-summary.ts'
import { countRows, listRows } from '../../adapters/postgres/rows.ts'
import type { RowOutputs } from '../../contract/rows.ts'
import type { Connection } from '../connection.ts'
import type { Handlers } from './handlers.ts'

/** @param connected throws `FailureError` where nothing is connected */
export const createRowHandlers = (connected: () => Connection): Handlers<keyof RowOutputs> => {
  const database = () => connected().storage.database
  return {
    listRows: async (input) => listRows(database(), input),
    getRow: async ({ id }) => getRow(database(), id),
    findRow: async ({ message }) => ({ id: await findRowOfMessage(database(), message) }),
    summarizeRows: async ({ column, filters }) => summarizeRows(database(), column, filters),
    countRows: async (input) => ({ count: await countRows(database(), input.filters) }),
  }
}
