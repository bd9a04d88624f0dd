import type pg from 'pg'
import { failure } from '../../contract/failure.ts'
import { PortError } from '../../pipeline/ports.ts'
import { toPortError, type DatabaseNames } from './errors.ts'

export interface Statement {
  /** Statements with a name are planned once a connection, where nothing stands between us and the server. */
  readonly name?: string
  readonly text: string
  readonly values?: readonly unknown[]
  /** Columns that it fills from messages: where one of them must have a value and gets none, a message is at fault. */
  readonly feeds?: ReadonlySet<string>
}

/** Throws `PortError`. */
export type Query = <Row extends pg.QueryResultRow>(statement: Statement) => Promise<readonly Row[]>

/** What sessions may do; `reading` ones are refused by the server itself whatever writes. */
export type Access = 'writing' | 'reading'

/** A connection to put statements to. */
export interface Line {
  readonly client: pg.ClientBase
  readonly names: DatabaseNames
  /** Behind a pooler the next transaction may meet another server, which knows no statement by name. */
  readonly isPooled: boolean
}

/** The client waits this much longer than the server, in milliseconds, as the server's answer says more. */
const grace = 2_000

/** One statement as it is. */
export const runOn = async <Row extends pg.QueryResultRow>(
  line: Line,
  statement: Statement,
  timeout: number,
): Promise<readonly Row[]> => {
  try {
    return (await send<Row>(line, statement, timeout)).rows
  } catch (error) {
    throw toPortError(error, line.names, statement.feeds)
  }
}

/**
 * One statement in a transaction of its own, in one round trip: its beginning, the statement and its end are sent without
 * waiting for an answer. Where the statement fails, the end undoes it.
 */
export const runAlone = async <Row extends pg.QueryResultRow>(
  line: Line,
  begin: string,
  statement: Statement,
  timeout: number,
): Promise<readonly Row[]> => {
  const [begun, done, ended] = await Promise.allSettled([
    line.client.query(begin),
    send<Row>(line, statement, timeout),
    send(line, { text: 'commit' }, timeout),
  ])
  for (const part of [begun, done, ended])
    if (part.status === 'rejected') throw toPortError(part.reason, line.names, statement.feeds)
  if (done.status === 'rejected' || ended.status === 'rejected') throw undone(line.names)
  if (ended.value.command !== 'COMMIT') throw undone(line.names)
  return done.value.rows
}

/** PostgreSQL answers a commit with a rollback, and no error, where something inside had failed. */
export const commit = async (line: Line, timeout: number): Promise<void> => {
  const { command } = await send(line, { text: 'commit' }, timeout).catch((error: unknown) => {
    throw toPortError(error, line.names)
  })
  if (command !== 'COMMIT') throw undone(line.names)
}

const undone = (names: DatabaseNames): PortError =>
  new PortError('transient', failure('database-failed', { ...names, code: 'ROLLBACK' }))

const send = <Row extends pg.QueryResultRow>(
  { client, isPooled }: Line,
  { name, text, values = [] }: Statement,
  timeout: number,
): Promise<pg.QueryResult<Row>> => {
  // pg reads a time-out of the query itself, which its types do not know.
  const query = { text, values: [...values], query_timeout: timeout + grace }
  return client.query<Row>(name === undefined || isPooled ? query : { ...query, name })
}

/**
 * Where unqualified names are looked up. In `closed`, which is the usual case, PostgreSQL's own schema alone is searched, so
 * that nothing that another role has put into a schema can take the place of what a statement means. In `own` it is as the
 * database user has it, but for our schema: what the owner of the table has hung on it, as triggers, is written for that. A
 * statement for `own` names the schema of whatever might have a better-fitting namesake.
 */
export type SearchPath = 'closed' | 'own'

const searchPaths: Readonly<Record<SearchPath, string>> = { closed: 'pg_catalog, pg_temp', own: 'default' }

export interface Conditions {
  readonly access: Access
  /** How long each statement may take, in milliseconds. */
  readonly timeout: number
  /** Whether all statements of a transaction see the database as it was at the first one, and none may write. */
  readonly isSnapshot?: boolean
  /** Where names are looked up; `closed` where nothing is said. */
  readonly path?: SearchPath
}

/** Each setting with its value, whatever a role, a database or a pooler's other users have set. */
const settings = ({ timeout, path = 'closed' }: Conditions): readonly string[] => [
  `statement_timeout = ${timeout}`,
  'datestyle = iso',
  // Else the texts of our statements, of what we send in arrays and of the catalogue's answers would mean something else.
  'standard_conforming_strings = on',
  'array_nulls = on',
  'quote_all_identifiers = off',
  `search_path = ${searchPaths[path]}`,
]

/**
 * How each transaction begins: at one isolation level, with one form of dates and a limit of time; and nothing that is set
 * outlives it.
 */
export const beginText = (conditions: Conditions): string => {
  const { access, isSnapshot = false, path } = conditions
  const level = isSnapshot ? 'repeatable read' : 'read committed'
  const mode = isSnapshot || access === 'reading' ? ' read only' : ''
  return [
    `begin isolation level ${level}${mode}`,
    ...settings(conditions).map((text) => `set local ${text}`),
    ...(path === 'own' ? [withoutOurSchema] : []),
  ].join('; ')
}

/**
 * Takes `sluice` out of the path: it comes first where the role is called that, and a trigger of the owner's that writes into a table
 * `events` or `audit` of theirs would write into ours.
 */
const withoutOurSchema = `select pg_catalog.set_config('search_path', coalesce((
    select pg_catalog.string_agg(pg_catalog.quote_ident(name), ', ' order by place)
    from pg_catalog.unnest(pg_catalog.current_schemas(false)) with ordinality as found (name, place)
    where name operator(pg_catalog.<>) 'sluice'
  ), ''), true)`

/**
 * The same for the life of a connection that is ours alone, where each statement that is sent by itself then is such a
 * transaction. Behind a pooler it would reach whoever has the server next.
 */
export const connectionText = (conditions: Conditions): string =>
  [
    ...settings(conditions),
    `default_transaction_isolation = 'read committed'`,
    `default_transaction_read_only = ${conditions.access === 'reading' ? 'on' : 'off'}`,
  ]
    .map((text) => `set ${text}`)
    .join('; ')

/**
 * One statement in a transaction of its own, in one round trip.
 *
 * @param line one that was begun with `connectionText` of the same conditions, unless a pooler is on it
 */
export const runByItself = <Row extends pg.QueryResultRow>(
  line: Line,
  conditions: Conditions,
  statement: Statement,
): Promise<readonly Row[]> =>
  line.isPooled || conditions.path === 'own'
    ? runAlone(line, beginText(conditions), statement, conditions.timeout)
    : runOn(line, statement, conditions.timeout)
