import type { Database } from '../../adapters/postgres/database.ts'
import type { Operations } from '../../adapters/postgres/operations.ts'
import { dropRowIndex, listRowIndexes, makeRowIndex } from '../../adapters/postgres/row-indexes.ts'
import { getRow } from '../../adapters/postgres/row-lineage.ts'
import type { RowTable } from '../../adapters/postgres/row-table.ts'
import { listRows, mapRows, summarizeRows } from '../../adapters/postgres/rows.ts'
import { traceMessage } from '../../adapters/postgres/trace.ts'
import type { RowOutputs } from '../../contract/rows.ts'
import type { TraceOutputs } from '../../contract/trace.ts'
import type { Connection } from '../connection.ts'
import type { Handlers } from './handlers.ts'

/** How long each command that a person can cancel may take, in milliseconds. */
const readLimit = 10 * 60_000
const indexLimit = 4 * 60 * 60_000

/**
 * @param connected throws `FailureError` if nothing is connected
 * @param operations what `cancelOperation` can end
 */
export const createRowHandlers = (
  connected: () => Connection,
  operations: Operations,
): Handlers<keyof RowOutputs | keyof TraceOutputs> => {
  const table = (): Database & RowTable => {
    const { database, target } = connected().storage
    return { ...database, table: target.rows }
  }
  const reading = <T>(operation: string | null, action: (on: RowTable) => Promise<T>): Promise<T> => {
    const all = table()
    return operations.run(all, { operation, timeout: readLimit }, (on) => action({ ...all, ...on }))
  }
  return {
    listRows: (input) => reading(input.operation, (on) => listRows(on, input)),
    getRow: async ({ id }) => getRow(table(), id),
    traceMessage: async ({ name }) => traceMessage(table(), name),
    summarizeRows: ({ column, filters, run, operation }) =>
      reading(operation, (on) => summarizeRows(on, column, filters, run)),
    mapRows: (input) => reading(input.operation, (on) => mapRows(on, input)),
    listRowIndexes: async () => listRowIndexes(table()),
    makeRowIndex: async ({ column, operation }) => {
      // Even without an id it may take longer than other statements.
      const named = { operation: operation ?? crypto.randomUUID(), timeout: indexLimit }
      const all = table()
      await operations.run(all, named, (on) =>
        makeRowIndex({ ...all, ...on }, column, () => dropRowIndex(all, column)),
      )
      return null
    },
    dropRowIndex: async ({ column }) => {
      await dropRowIndex(table(), column)
      return null
    },
    cancelOperation: async ({ operation }) => ({ found: await operations.cancel(operation) }),
  }
}
