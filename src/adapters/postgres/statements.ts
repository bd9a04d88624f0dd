import type pg from 'pg'
import { failure } from '../../contract/failure.ts'
import { PortError } from '../../pipeline/ports.ts'
import { toPortError, type DatabaseNames } from './errors.ts'

export interface Statement {
  /** Named statements are planned once per connection, if nothing is between us and the server. */
  readonly name?: string
  readonly text: string
  readonly values?: readonly unknown[]
  /** Columns that it fills from messages: if one of them must have a value and gets none, a message is at fault. */
  readonly feeds?: ReadonlySet<string>
}

/** Throws `PortError`. */
export type Query = <Row extends pg.QueryResultRow>(statement: Statement) => Promise<readonly Row[]>

/** What sessions may do; the server itself refuses all writes in `reading` ones. */
export type Access = 'writing' | 'reading'

/** A connection to send statements to. */
export interface Line {
  readonly client: pg.ClientBase
  readonly names: DatabaseNames
  /** Behind a pooler the next transaction may meet another server, which knows no statement by name. */
  readonly isPooled: boolean
}

/** How much longer than the server the client waits, in milliseconds, as the server's answer says more. */
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
 * One statement in its own transaction, in one round trip: begin, statement and commit are sent without waiting for
 * answers. If the statement fails, the end undoes it.
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

/** PostgreSQL answers a commit with a rollback, and no error, if something inside had failed. */
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
  // pg supports a time-out per query, which its types lack.
  const query = { text, values: [...values], query_timeout: timeout + grace }
  return client.query<Row>(name === undefined || isPooled ? query : { ...query, name })
}

/**
 * Where unqualified names are looked up. In `closed`, the usual case, only PostgreSQL's own schema is searched, so
 * that another role's objects cannot replace what a statement means. In `own` it is the database user's path without
 * our schema, which the owner's triggers are written for. A statement for `own` qualifies every name that might have
 * a better-fitting namesake.
 */
export type SearchPath = 'closed' | 'own'

const searchPaths: Readonly<Record<SearchPath, string>> = { closed: 'pg_catalog, pg_temp', own: 'default' }

export interface Conditions {
  readonly access: Access
  /** How long each statement may take, in milliseconds. */
  readonly timeout: number
  /** Whether all statements of a transaction see the database as it was at the first one, and none may write. */
  readonly isSnapshot?: boolean
  /** Where names are looked up; `closed` by default. */
  readonly path?: SearchPath
}

/** Each setting with its value, whatever a role, a database or a pooler's other users have set. */
const settings = ({ timeout, path = 'closed' }: Conditions): readonly string[] => [
  `statement_timeout = ${timeout}`,
  'datestyle = iso',
  // Otherwise our statements, the arrays that we send and the catalogue's answers would mean something else.
  'standard_conforming_strings = on',
  'array_nulls = on',
  'quote_all_identifiers = off',
  `search_path = ${searchPaths[path]}`,
]

/**
 * The beginning of each transaction: one isolation level, one form of dates and a time limit; no setting outlives it.
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
 * Removes `sluice` from the path: it comes first for a role of that name, and an owner's trigger that writes into
 * their table `events` or `audit` would write into ours.
 */
const withoutOurSchema = `select pg_catalog.set_config('search_path', coalesce((
    select pg_catalog.string_agg(pg_catalog.quote_ident(name), ', ' order by place)
    from pg_catalog.unnest(pg_catalog.current_schemas(false)) with ordinality as found (name, place)
    where name operator(pg_catalog.<>) 'sluice'
  ), ''), true)`

/**
 * The same for the life of a connection that only we use, so that each single statement is such a transaction. Behind
 * a pooler it would affect the server's next user.
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
 * One statement in its own transaction, in one round trip.
 *
 * @param line a connection that began with `connectionText` for the same conditions, unless a pooler is on it
 */
export const runByItself = <Row extends pg.QueryResultRow>(
  line: Line,
  conditions: Conditions,
  statement: Statement,
): Promise<readonly Row[]> =>
  line.isPooled || conditions.path === 'own'
    ? runAlone(line, beginText(conditions), statement, conditions.timeout)
    : runOn(line, statement, conditions.timeout)
