import type { Database } from '../../src/adapters/postgres/database.ts'
import { traceMessage } from '../../src/adapters/postgres/trace.ts'

/** The row that a message became first; null if it became none. */
export const findRowOfMessage = async (
  database: Pick<Database, 'query'>,
  name: string,
): Promise<string | null> => (await traceMessage(database, name)).rows[0]?.rowId ?? null
