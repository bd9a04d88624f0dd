import { failure, FailureError } from '../../contract/failure.ts'
import type { Database, Query } from './database.ts'

const files = import.meta.glob<string>('./sql/*.sql', { query: '?raw', import: 'default', eager: true })

/** The migrations in the order of their numbers: `[name, sql]`. */
const migrations = Object.entries(files)
  .map(([path, sql]) => [path.replace(/^.*\//, '').replace(/\.sql$/, ''), sql] as const)
  .sort(([a], [b]) => a.localeCompare(b))

/** Any number will do, as long as it stays the same: it names the lock that keeps two starts apart. */
const startLock = 5_846_320_011

/** Has other starts wait until this transaction has ended. */
export const lockOutOtherStarts = (query: Query): Promise<unknown> =>
  query({ text: 'select pg_advisory_xact_lock($1)', values: [startLock] })

/** A migration may have to rewrite a table of many million rows, so it may take this long, in milliseconds. */
const longest = 60 * 60_000

/**
 * Brings the schema `sluice` up to date, each migration once and in order, all in one transaction. Several starts at
 * once wait for each other. Throws `PortError`.
 */
export const migrate = (database: Database): Promise<void> =>
  database.transaction(
    async (query) => {
      // Working may take long, waiting for others to let go of a table may not.
      await query({ text: `set local lock_timeout = '25s'` })
      await lockOutOtherStarts(query)
      const done = await appliedMigrations(query)
      if (done === null) {
        await query({ text: 'create schema if not exists sluice' })
        await query({
          text: 'create table sluice.migrations (name text primary key, at timestamptz not null default now())',
        })
      }
      for (const [name, sql] of migrations) {
        if (done?.has(name) === true) continue
        await query({ text: sql })
        await query({ text: 'insert into sluice.migrations (name) values ($1)', values: [name] })
      }
    },
    { timeout: longest },
  )

/**
 * Sees to it that the schema is there and as new as this version needs it, and changes nothing. Throws `FailureError`
 * with `schema-missing` or `schema-old`, or `PortError`.
 */
export const checkSchema = async ({ query, names }: Database): Promise<void> => {
  const done = await appliedMigrations(query)
  if (done === null) throw new FailureError(failure('schema-missing', { ...names }))
  if (migrations.some(([name]) => !done.has(name)))
    throw new FailureError(failure('schema-old', { ...names }))
}

/** The names of those that were applied; null where none ever was. */
const appliedMigrations = async (query: Query): Promise<ReadonlySet<string> | null> => {
  const [state] = await query<{ known: boolean }>({
    text: `select to_regclass('sluice.migrations') is not null as known`,
  })
  if (state?.known !== true) return null
  const rows = await query<{ name: string }>({ text: 'select name from sluice.migrations' })
  return new Set(rows.map((row) => row.name))
}
