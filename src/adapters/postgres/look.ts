import type { Query } from './database.ts'
import { locateTable, type TablePlace } from './locate-table.ts'
import { appliedMigrations, schemaState, type SchemaState } from './migrate.ts'
import { readTable } from './read-table.ts'
import { readServer, type ServerFacts } from './server-facts.ts'
import { readSluice, type SluiceFacts } from './sluice-rights.ts'
import { changesOf } from './table-changes.ts'
import type { TableFacts } from './table-facts.ts'

/** All that can be known of a database without inserting anything. */
export interface DatabaseFacts {
  readonly server: ServerFacts
  readonly place: TablePlace
  /** Null where there is no `user_logins` yet. */
  readonly table: TableFacts | null
  /** Whether the table holds rows; looked at only where it must be changed. */
  readonly hasRows: boolean
  readonly sluice: SluiceFacts
  /** Unknown to whoever may not read it. */
  readonly schema: SchemaState | 'unknown'
}

/**
 * Looks and changes nothing. What the checks, a dry run and the start of a run all go by. Throws `PortError`.
 *
 * @param now logins of this UTC day and of the day before must find a partition
 */
export const lookAtDatabase = async (query: Query, now: Date): Promise<DatabaseFacts> => {
  const server = await readServer(query)
  const place = await locateTable(query)
  const table = place.oid === null ? null : await readTable(query, place.oid, lastDays(now))
  const sluice = await readSluice(query)
  return {
    ...{ server, place, table, sluice },
    hasRows: table !== null && changesOf(table).length > 0 && (await holdsRows(query, table)),
    schema: await readSchemaState(query, sluice),
  }
}

/** Whoever may not look takes it that there are rows. */
export const holdsRows = async (query: Query, table: TableFacts): Promise<boolean> => {
  const [may] = await query<{ look: boolean }>({
    text: `select has_schema_privilege(relnamespace, 'usage') and has_any_column_privilege(oid, 'select') as look
           from pg_catalog.pg_class where oid = $1`,
    values: [table.oid],
  })
  if (may?.look !== true || (table.rowSecurity.applies && !table.rowSecurity.maySelect)) return true
  const [rows] = await query<{ any: boolean }>({
    text: `select exists (select from ${table.name}) as any`,
  })
  return rows?.any === true
}

const readSchemaState = async (query: Query, sluice: SluiceFacts): Promise<DatabaseFacts['schema']> => {
  if (!sluice.exists) return 'missing'
  if (!sluice.mayUse || sluice.lacking.some((right) => right.endsWith('sluice.migrations'))) return 'unknown'
  return schemaState(await appliedMigrations(query))
}

const dayLength = 24 * 60 * 60_000

const lastDays = (now: Date): readonly string[] =>
  [now, new Date(now.getTime() - dayLength)].map((day) => day.toISOString().slice(0, 10))
