import { PortError } from '../../pipeline/ports.ts'
import { addressNames, demandAddress, type DatabaseAddress } from './address.ts'
import { createConnections, type Connections } from './connections.ts'
import type { DatabaseNames } from './errors.ts'
import type { Link, LinkFacts } from './link.ts'
import { createSession, transactOn, type Session } from './session.ts'
import { runByItself, type Access, type Query, type SearchPath, type Statement } from './statements.ts'

export type { Query, Session, Statement }

/** A pool of connections with a time-out on everything, whose errors are `PortError`s. */
export interface Database {
  readonly names: DatabaseNames
  /** One statement, in its own transaction and one round trip. */
  readonly query: Query
  /** The same for a statement that may fire the owner's triggers and the like. See `SearchPath`. */
  readonly load: Query
  /** Several statements on one connection, all or none. */
  readonly transaction: Transact
  /**
   * Statements on one connection, each limited to `timeout` milliseconds. A connection whose action failed or was
   * cancelled is not used again.
   */
  readonly session: <T>(timeout: number, action: (session: Session) => Promise<T>) => Promise<T>
  /** What is between us and the server, asked of a connection. Throws `PortError`. */
  readonly inspect: () => Promise<LinkFacts>
  /** Cancels long actions and waits for the rest. */
  readonly close: () => Promise<void>
}

export type Transact = <T>(action: (query: Query) => Promise<T>, options?: TransactionOptions) => Promise<T>

export interface TransactionOptions {
  /** How long each statement may take, in milliseconds. */
  readonly timeout?: number
  /** Whether all statements see the database as it was at the first one, and none writes. */
  readonly isSnapshot?: boolean
  /** Where names are looked up; `closed` by default. */
  readonly path?: SearchPath
}

/** The default time limit of a statement, in milliseconds. */
export const statementTimeout = 25_000

/**
 * Does not connect: the first query shows whether the server is there. Throws `FailureError` with `settings-invalid`
 * if a URL cannot be read.
 *
 * @param where a database URL, or what `readAddress` has made of one
 */
export const openDatabase = (
  where: string | DatabaseAddress,
  most: number,
  access: Access = 'writing',
): Database => {
  const address = typeof where === 'string' ? demandAddress(where) : where
  const names = addressNames(address)
  const conditions = (timeout: number) => ({ access, timeout })
  const usual = conditions(statementTimeout)
  const connections = createConnections(address, names, { most, conditions: usual })
  const withLink = takingFrom(connections)
  /** Connections of long actions: the pool cannot end before they do. */
  const busy = new Set<Link>()

  /** Lets `close` cancel the action. */
  const asBusy = async <T>(link: Link, action: () => Promise<T>): Promise<T> => {
    busy.add(link)
    try {
      return await action()
    } finally {
      busy.delete(link)
    }
  }

  return {
    names,
    query: (statement) => withLink((link) => runByItself(link, usual, statement)),
    load: (statement) => withLink((link) => runByItself(link, { ...usual, path: 'own' }, statement)),
    transaction: (action, { timeout, isSnapshot = false, path = 'closed' } = {}) =>
      withLink((link) => {
        const work = () =>
          transactOn(link, { ...conditions(timeout ?? statementTimeout), isSnapshot, path }, action)
        return timeout === undefined ? work() : asBusy(link, work)
      }),
    session: (timeout, action) =>
      withLink((link, spoil) =>
        asBusy(link, async () => {
          const { session, settle } = createSession(link, conditions(timeout), spoil)
          try {
            return await action(session)
          } catch (error) {
            spoil()
            throw error
          } finally {
            await settle()
          }
        }),
      ),
    inspect: () => withLink(async ({ facts }) => facts),
    close: async () => {
      await Promise.all([...busy].map((link) => link.cancel()))
      await connections.end()
    },
  }
}

/** Takes a connection for an action and gives it back; answers what the action does. The action may spoil it for others. */
const takingFrom =
  (connections: Connections) =>
  async <T>(action: (link: Link, spoil: () => void) => Promise<T>): Promise<T> => {
    const link = await connections.take()
    let isBroken = false
    try {
      return await action(link, () => {
        isBroken = true
      })
    } catch (error) {
      if (!mustLeave(error)) throw error
      isBroken = true
      connections.moveOn()
      throw error
    } finally {
      link.giveBack(isBroken)
    }
  }

/** A standby goes on being one: the next connection may find the primary. */
const mustLeave = (error: unknown): boolean =>
  error instanceof PortError && error.failure.code === 'database-standby'
