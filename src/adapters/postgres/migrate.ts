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

/**
 * Brings the schema `sluice` up to date, each migration once and in order, all in one transaction. Several starts at
 * once wait for each other. Throws `PortError`.
 */
export const migrate = (database: Database): Promise<void> =>
  database.transaction(async (query) => {
    await lockOutOtherStarts(query)
    const [state] = await query<{ known: boolean }>({
      text: `select to_regclass('sluice.migrations') is not null as known`,
    })
    if (state?.known !== true) {
      await query({ text: 'create schema if not exists sluice' })
      await query({
        text: 'create table sluice.migrations (name text primary key, at timestamptz not null default now())',
      })
    }
    const done = await query<{ name: string }>({ text: 'select name from sluice.migrations' })
    const names = new Set(done.map((row) => row.name))
    for (const [name, sql] of migrations) {
      if (names.has(name)) continue
      await query({ text: sql })
      await query({ text: 'insert into sluice.migrations (name) values ($1)', values: [name] })
    }
  })
