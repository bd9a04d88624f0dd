import { failure, FailureError } from '../../contract/failure.ts'
import type { Database } from './database.ts'
import { hasMigrations, pendingMigrations } from './migrate.ts'
import { changeTexts, inspectTable } from './table.ts'

/** The same database, in which PostgreSQL itself refuses every change. */
export const readOnly = (database: Database): Database => {
  const transaction: Database['transaction'] = (action) =>
    database.transaction(async (query) => {
      await query({ text: 'set transaction read only' })
      return action(query)
    })
  return { ...database, transaction, query: (statement) => transaction((query) => query(statement)) }
}

/** Changes nothing. Throws `FailureError` with `schema-missing` or `schema-older`, or `PortError`. */
export const demandSchema = async ({ query, names }: Database): Promise<void> => {
  if (!(await hasMigrations(query))) {
    throw new FailureError(failure('schema-missing', { database: names.database }))
  }
  const pending = await pendingMigrations(query)
  if (pending.length > 0) {
    const missing = pending.map(([name]) => name).join(', ')
    throw new FailureError(failure('schema-older', { database: names.database, missing }))
  }
}

/** Changes nothing. Throws `FailureError` with `schema-missing`, `table-unfit` or `table-needs-change`, or `PortError`. */
export const demandTable = async ({ query, names }: Database): Promise<void> => {
  const { exists, changes, problems } = await inspectTable(query)
  if (!exists) throw new FailureError(failure('schema-missing', { database: names.database }))
  if (problems.length > 0) throw new FailureError(failure('table-unfit', { problems: problems.join('; ') }))
  if (changes.length > 0) {
    const texts = changes.map((change) => changeTexts[change]).join('; ')
    throw new FailureError(failure('table-needs-change', { changes: texts }))
  }
}
