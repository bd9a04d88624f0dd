import { failure, FailureError } from '../../contract/failure.ts'
import type { Database, Query } from './database.ts'
import { lastStep } from './last-step.ts'

const files = import.meta.glob<string>('./sql/*.sql', { query: '?raw', import: 'default', eager: true })

/** The migrations in the order of their numbers: `[name, sql]`. */
export const migrations = Object.entries(files)
  .map(([path, sql]) => [path.replace(/^.*\//, '').replace(/\.sql$/, ''), sql] as const)
  .sort(([a], [b]) => a.localeCompare(b))

/** The lowest major version of PostgreSQL that this SQL works on; the tests run it there. */
export const leastVersion = 10

/** An arbitrary number that must stay the same: the lock that keeps two starts apart. */
export const startLock = 5_846_320_011

/** Makes other starts wait until this transaction has ended. */
export const lockOutOtherStarts = (query: Query): Promise<unknown> =>
  query({ text: 'select pg_advisory_xact_lock($1)', values: [startLock] })

/** A migration may have to rewrite a table of many million rows, so it may take this long, in milliseconds. */
const longest = 60 * 60_000

/**
 * Brings the schema `sluice` up to date, each migration once and in order, all in one transaction. Several starts at
 * once wait for each other. Only reads a schema that is up to date. Throws `FailureError` with `database-too-old` or
 * `schema-newer`, both before anything is changed, or `PortError`.
 */
export const migrate = async (database: Database): Promise<void> => {
  if (isUpToDate(await appliedMigrations(database))) return
  await database.transaction(
    async (query) => {
      // The work can take long, but waiting for others' locks must not.
      await query({ text: `set local lock_timeout = '25s'` })
      await lockOutOtherStarts(query)
      const done = await appliedMigrations({ query, names: database.names })
      if (done === null) {
        // `if not exists` needs the right to create a schema even if it exists.
        const [own] = await query({ text: `select from pg_catalog.pg_namespace where nspname = 'sluice'` })
        if (own === undefined) await query({ text: 'create schema sluice' })
        await query({
          text: 'create table sluice.migrations (name text primary key, at timestamptz not null default now())',
        })
      }
      for (const [name, sql] of migrations) {
        if (done?.has(name) === true) continue
        await query({ text: sql })
        await query({ text: 'insert into sluice.migrations (name) values ($1)', values: [name] })
      }
      // An empty ledger has nothing to move.
      await query({ text: lastStep })
    },
    { timeout: longest },
  )
}

/**
 * Makes sure that the schema is there and of this version, and changes nothing. Throws `FailureError` with
 * `database-too-old`, `schema-missing`, `schema-old` or `schema-newer`, or `PortError`.
 */
export const checkSchema = async (database: Database): Promise<void> => {
  const done = await appliedMigrations(database)
  if (done === null) throw new FailureError(failure('schema-missing', { ...database.names }))
  if (!isUpToDate(done)) throw new FailureError(failure('schema-old', { ...database.names }))
}

export const isUpToDate = (done: ReadonlySet<string> | null): boolean =>
  done !== null && migrations.every(([name]) => done.has(name))

/**
 * The names of the applied migrations; null if there are none. Refuses a server that is too old and a schema that is
 * too new, before anything else.
 */
export const appliedMigrations = async ({
  query,
  names,
}: Pick<Database, 'query' | 'names'>): Promise<ReadonlySet<string> | null> => {
  // Not `to_regclass`: what another start made while this one waited for it would stay unseen.
  const [state] = await query<{ version: string; number: number; known: boolean }>({
    text: `select current_setting('server_version') as version, current_setting('server_version_num')::integer as number,
             exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                     where n.nspname = 'sluice' and c.relname = 'migrations') as known`,
  })
  if (state === undefined || state.number < leastVersion * 10_000) {
    const details = { ...names, version: state?.version ?? 'unknown', least: String(leastVersion) }
    throw new FailureError(failure('database-too-old', details))
  }
  if (!state.known) return null
  const rows = await query<{ name: string }>({ text: 'select name from sluice.migrations' })
  const known = new Set(migrations.map(([name]) => name))
  const strange = rows.find(({ name }) => !known.has(name))
  if (strange !== undefined) {
    throw new FailureError(failure('schema-newer', { ...names, migration: printable(strange.name) }))
  }
  return new Set(rows.map(({ name }) => name))
}

/** A name from another version, as far as it can be shown. */
const printable = (name: string): string => name.replace(/[^\x20-\x7e]/g, '?').slice(0, 80)
