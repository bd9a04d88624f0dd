import type { Database } from '../../src/adapters/postgres/database.ts'
import { traceMessage } from '../../src/adapters/postgres/trace.ts'

/** The first row that a message became; null if it did not become one. */
export const findRowOfMessage = async (
  database: Pick<Database, 'query'>,
  name: string,
): Promise<string | null> => (await traceMessage(database, name)).rows[0]?.rowId ?? null
