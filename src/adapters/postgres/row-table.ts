import { failure, FailureError } from '../../contract/failure.ts'
import type { Database } from './database.ts'
import { changeTexts } from './table-changes.ts'
import { inspectTable } from './table.ts'

/** The table of logins, and something that statements on it can be put to. */
export interface RowTable extends Pick<Database, 'query'> {
  /** Its name with its schema, quoted, as it stands in statements. */
  readonly table: string
}

/**
 * For those who only read, and have not made the table fit. Rows are named by `login_id`, which a table that Sluice has not been
 * allowed to change lacks: that is no matter while there are no rows. Throws `FailureError` with `table-missing` or
 * `table-needs-change`, or `PortError`.
 */
export const findRowTable = async (
  database: Pick<Database, 'query' | 'names'>,
): Promise<RowTable & { readonly hasRows: boolean }> => {
  const { name, hasRows, changes } = await inspectTable(database.query)
  if (name === null) throw new FailureError(failure('table-missing', { ...database.names }))
  if (hasRows && changes.includes('add-login-id'))
    throw new FailureError(failure('table-needs-change', { changes: changeTexts['add-login-id'] }))
  return { query: database.query, table: name, hasRows }
}
