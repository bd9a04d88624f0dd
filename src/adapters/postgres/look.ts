import type { EventDefinition } from '../../contract/event-definition.ts'
import { failure, FailureError, type Failure } from '../../contract/failure.ts'
import type { Database, Query } from './database.ts'
import { firstEvent, readEventState, type EventState } from './events.ts'
import { locateTable, type TablePlace } from './locate-table.ts'
import { appliedMigrations, isUpToDate, leastVersion } from './migrate.ts'
import { readTable } from './read-table.ts'
import { readServer, type ServerFacts } from './server-facts.ts'
import { readSluice, type SluiceFacts } from './sluice-rights.ts'
import { changesOf } from './table-changes.ts'
import type { TableFacts } from './table-facts.ts'

/** The schema `sluice` compared with this version; unknown if the role may not read it. */
export type SchemaState =
  | { readonly kind: 'missing' | 'old' | 'current' | 'unknown' }
  /** Made by a newer version. */
  | { readonly kind: 'refused'; readonly failure: Failure }

/** Everything that can be known of a database without inserting. */
export interface DatabaseFacts {
  /** What is to be loaded. */
  readonly event: EventDefinition
  readonly server: ServerFacts
  readonly place: TablePlace
  /** Null if there is no table of the event yet. */
  readonly table: TableFacts | null
  /** Whether the table holds rows; checked only if the table must be changed. */
  readonly hasRows: boolean
  readonly sluice: SluiceFacts
  readonly schema: SchemaState
  /** The definition compared with the one that filled the table. */
  readonly change: EventState
}

/**
 * Looks without changing anything. The checks, a dry run and the start of a run all use this. Throws `FailureError`
 * with `database-too-old` or `event-unreadable`, or `PortError`.
 *
 * @param now rows of this UTC day and of the day before must find a partition
 * @param role whose search path says which table is meant; by default our own
 */
export const lookAtDatabase = async (
  { query, names }: Pick<Database, 'query' | 'names'>,
  event: EventDefinition,
  now: Date,
  role?: string,
): Promise<DatabaseFacts> => {
  const server = await readServer(query)
  if (server.version < leastVersion * 10_000) {
    const details = { ...names, version: server.versionText, least: String(leastVersion) }
    throw new FailureError(failure('database-too-old', details))
  }
  const place = await locateTable(query, event.table, role)
  const table = place.oid === null ? null : await readTable(query, place.oid, event, lastDays(now))
  const sluice = await readSluice(query)
  const schema = await readSchemaState({ query, names }, sluice)
  const mayCompare = (schema.kind === 'current' || schema.kind === 'old') && sluice.lacking.length === 0
  return {
    ...{ event, server, place, table, sluice, schema },
    hasRows: table !== null && changesOf(table).length > 0 && (await holdsRows(query, table)),
    change:
      table === null || !mayCompare
        ? firstEvent
        : await readEventState(query, table, schema.kind === 'current'),
  }
}

/** A role that may not look assumes that there are rows. */
export const holdsRows = async (query: Query, table: TableFacts): Promise<boolean> => {
  const [may] = await query<{ look: boolean }>({
    text: `select has_schema_privilege(relnamespace, 'usage') and has_any_column_privilege(oid, 'select') as look
           from pg_catalog.pg_class where oid = $1`,
    values: [table.oid],
  })
  if (may?.look !== true || (table.rowSecurity.applies && !table.rowSecurity.maySelect)) return true
  const [rows] = await query<{ found: boolean }>({
    text: `select exists (select from ${table.name}) as found`,
  })
  return rows?.found === true
}

const readSchemaState = async (
  database: Pick<Database, 'query' | 'names'>,
  sluice: SluiceFacts,
): Promise<SchemaState> => {
  if (!sluice.exists) return { kind: 'missing' }
  if (!sluice.mayUse || sluice.lacking.some((right) => right.endsWith('sluice.migrations')))
    return { kind: 'unknown' }
  try {
    const done = await appliedMigrations(database)
    return { kind: done === null ? 'missing' : isUpToDate(done) ? 'current' : 'old' }
  } catch (error) {
    if (error instanceof FailureError) return { kind: 'refused', failure: error.failure }
    throw error
  }
}

const dayLength = 24 * 60 * 60_000

const lastDays = (now: Date): readonly string[] =>
  [now, new Date(now.getTime() - dayLength)].map((day) => day.toISOString().slice(0, 10))
