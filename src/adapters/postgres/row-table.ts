import type { EventDefinition } from '../../contract/event-definition.ts'
import { FailureError } from '../../contract/failure.ts'
import { readTargetOf } from './compile-target.ts'
import type { Database } from './database.ts'
import { tableMissing } from './find-load-target.ts'
import { locateTable } from './locate-table.ts'
import { holdsRows } from './look.ts'
import type { ReadTarget } from './read-target.ts'
import { readTable } from './read-table.ts'
import { changesOf } from './table-changes.ts'
import { needsChange } from './table-objections.ts'

/** The table of an event, and a connection to query it. */
export interface RowTable extends Pick<Database, 'query'> {
  readonly table: ReadTarget
}

/**
 * For readers, which do not change the table. Rows are identified by their number, which a table may lack that Sluice
 * was not allowed to change; that does not matter while there are no rows. Throws `FailureError` with `table-missing`
 * or `table-needs-change`, or `PortError`.
 */
export const findRowTable = async (
  { query, names }: Pick<Database, 'query' | 'names'>,
  event: EventDefinition,
): Promise<RowTable & { readonly hasRows: boolean }> => {
  const { oid } = await locateTable(query, event.table)
  const table = oid === null ? null : await readTable(query, oid, event)
  if (table === null) throw new FailureError(tableMissing(event, names))
  const hasRows = await holdsRows(query, table)
  const number = changesOf(table).filter(({ kind }) => kind === 'number')
  if (hasRows && number.length > 0) throw new FailureError(needsChange(table, number))
  return { query, table: readTargetOf(table), hasRows }
}
