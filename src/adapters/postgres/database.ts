import pg from 'pg'
import { toPortError, type DatabaseNames } from './errors.ts'

/** A pool of connections with a time-out on everything, whose errors are `PortError`s. */
export interface Database {
  readonly names: DatabaseNames
  /** One statement, in a transaction of its own. */
  readonly query: <Row extends pg.QueryResultRow>(statement: Statement) => Promise<readonly Row[]>
  /** Several statements on one connection, all or none. */
  readonly transaction: <T>(action: (query: Query) => Promise<T>) => Promise<T>
  /**
   * Statements on one connection, each in a transaction of its own, that may each take as long as `timeout` says, in
   * milliseconds. A connection whose action failed is not used again.
   */
  readonly session: <T>(timeout: number, action: (session: Session) => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
}

export interface Session {
  readonly query: Query
  /** The server's process behind the connection, by which another connection can cancel what it does. */
  readonly processId: number
}

export type Query = Database['query']

export interface Statement {
  /** Statements with a name are planned once a connection. */
  readonly name?: string
  readonly text: string
  readonly values?: readonly unknown[]
}

/** In milliseconds. The client waits a little longer than the server, whose answer says more. */
const statementTimeout = 30_000

/** What sessions may do; `reading` ones are refused by the server itself whatever writes. */
export type Access = 'writing' | 'reading'

/** Throws nothing: the first query finds out whether anybody is there. */
export const openDatabase = (url: string, connections: number, access: Access = 'writing'): Database => {
  const names = databaseNames(url)
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'sluice',
    max: connections,
    connectionTimeoutMillis: 10_000,
    statement_timeout: statementTimeout,
    query_timeout: statementTimeout + 2_000,
    keepAlive: true,
    ...sessionOptions(url, access),
  })
  // An idle connection that breaks is replaced by the pool; unheard, the event would end the process.
  pool.on('error', () => undefined)

  /** Who is at work for long: the pool cannot end before they do. */
  const sessions = new Set<number>()

  const run = async <Row extends pg.QueryResultRow>(
    on: pg.Pool | pg.PoolClient,
    statement: Statement,
    timeout = statementTimeout,
  ): Promise<readonly Row[]> => {
    try {
      // pg reads a time-out of the query itself, which its types do not know.
      const query = { ...statement, values: [...(statement.values ?? [])], query_timeout: timeout + 2_000 }
      const { rows } = await on.query<Row>(query)
      return rows
    } catch (error) {
      throw toPortError(error, names)
    }
  }

  return {
    names,
    query: (statement) => run(pool, statement),
    transaction: async (action) => {
      const client = await pool.connect().catch((error: unknown) => {
        throw toPortError(error, names)
      })
      let broken = false
      // A connection that is cut while it is ours says so here too, and unheard that would end the process.
      const ignore = () => undefined
      client.on('error', ignore)
      try {
        await run(client, { text: 'begin' })
        const result = await action((statement) => run(client, statement))
        await run(client, { text: 'commit' })
        return result
      } catch (error) {
        await run(client, { text: 'rollback' }).catch(() => {
          broken = true
        })
        throw error
      } finally {
        client.off('error', ignore)
        client.release(broken)
      }
    },
    session: async (timeout, action) => {
      const client = await pool.connect().catch((error: unknown) => {
        throw toPortError(error, names)
      })
      let broken = true
      let processId = 0
      const ignore = () => undefined
      client.on('error', ignore)
      const limit = (ms: number) =>
        run<{ pid: number }>(client, {
          text: `select set_config('statement_timeout', $1, false), pg_backend_pid() as pid`,
          values: [String(ms)],
        })
      try {
        const [own] = await limit(timeout)
        processId = own?.pid ?? 0
        sessions.add(processId)
        const result = await action({ query: (statement) => run(client, statement, timeout), processId })
        await limit(statementTimeout)
        broken = false
        return result
      } finally {
        sessions.delete(processId)
        client.off('error', ignore)
        client.release(broken)
      }
    },
    close: async () => {
      const values = [...sessions]
      const text = 'select pg_cancel_backend(pid) from unnest($1::integer[]) as pid'
      if (values.length > 0) await run(pool, { text, values: [values] }).catch(() => undefined)
      await pool.end()
    },
  }
}

/**
 * PostgreSQL looks for tables first in a schema that is called like the user. For a user called `sluice` that would be
 * our own schema, and `user_logins` belongs beside it, not in it.
 */
const sessionOptions = (url: string, access: Access): { readonly options?: string } => {
  const options = [
    ...(access === 'reading' ? ['-c default_transaction_read_only=on'] : []),
    ...(new URL(url).username === 'sluice' ? ['-c search_path=public'] : []),
  ]
  return options.length === 0 ? {} : { options: options.join(' ') }
}

/** Host, port and name of a database URL, without user and password. */
const databaseNames = (url: string): DatabaseNames => {
  const parsed = new URL(url)
  return {
    address: `${parsed.hostname || 'localhost'}:${parsed.port || '5432'}`,
    database: decodeURIComponent(parsed.pathname.slice(1)) || decodeURIComponent(parsed.username),
  }
}
