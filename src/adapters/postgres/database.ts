import pg from 'pg'
import { toPortError, type DatabaseNames } from './errors.ts'

/** A pool of connections with a time-out on everything, whose errors are `PortError`s. */
export interface Database {
  readonly names: DatabaseNames
  /** One statement, in a transaction of its own. */
  readonly query: <Row extends pg.QueryResultRow>(statement: Statement) => Promise<readonly Row[]>
  /** Several statements on one connection, all or none. */
  readonly transaction: <T>(action: (query: Query) => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
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

  const run = async <Row extends pg.QueryResultRow>(
    on: pg.Pool | pg.PoolClient,
    statement: Statement,
  ): Promise<readonly Row[]> => {
    try {
      const { rows } = await on.query<Row>({ ...statement, values: [...(statement.values ?? [])] })
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
    close: () => pool.end(),
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
