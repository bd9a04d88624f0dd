import { findRowTable } from '../../adapters/postgres/row-table.ts'
import { listRows } from '../../adapters/postgres/rows.ts'
import type { EventDefinition } from '../../contract/event-definition.ts'
import { rowInputs, type EventRow } from '../../contract/rows.ts'
import type { Settings } from '../config.ts'
import { withReading } from './with-database.ts'

const newestRows = rowInputs.listRows.parse({})

/**
 * The newest rows, of all runs or of one, and the current event, which describes them. Throws `FailureError` or
 * `PortError`.
 */
export const readRows = (
  settings: Settings,
  { limit, run }: { readonly limit: number; readonly run?: string | undefined },
  queueThread: URL,
): Promise<{ readonly rows: readonly EventRow[]; readonly event: EventDefinition }> =>
  withReading(settings, queueThread, async (database, event) => {
    const table = await findRowTable(database, event)
    if (!table.hasRows) return { rows: [], event }
    const { rows } = await listRows(table, { ...newestRows, limit, run })
    return { rows, event }
  })
