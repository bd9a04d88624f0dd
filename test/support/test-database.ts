import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

/** A database that nothing else uses. */
export interface TestDatabase {
  readonly url: string
  readonly name: string
  /** Runs SQL as it is and returns the rows of its last statement. */
  readonly query: <Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<Row[]>
  /** Breaks every connection but our own, as a restart of the server would. */
  readonly cutConnections: () => Promise<void>
  readonly drop: () => Promise<void>
}

/** @param server the URL of a superuser on a server other than the one that all tests share */
export const createTestDatabase = async (server = inject('databaseUrl')): Promise<TestDatabase> => {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  // Copying the files takes a third of the processor time of logging every page. Before 15 there is no choice.
  const how = server === inject('databaseUrl') ? 'strategy file_copy' : ''
  await asAdmin(`create database ${name} ${how}`, server)
  const url = new URL(server)
  url.pathname = `/${name}`
  // Objects that a test makes go to the user's schema, not ours: the user is also named `sluice`.
  const options = '-c search_path=public'
  const pool = new pg.Pool({ connectionString: url.href, max: 2, application_name: 'test', options })
  pool.on('error', () => undefined)
  return {
    url: url.href,
    name,
    query: async (text, values) =>
      (await pool.query(text, values === undefined ? undefined : [...values])).rows,
    cutConnections: () =>
      asAdmin(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and application_name <> 'test'`,
        server,
      ),
    drop: async () => {
      await pool.end()
      // `with (force)` came with PostgreSQL 13.
      await asAdmin(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
        server,
      )
      await asAdmin(`drop database if exists ${name}`, server)
    },
  }
}

/** Runs one statement in the database that no test uses itself. */
export const asAdmin = async (text: string, server = inject('databaseUrl')): Promise<void> => {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}
