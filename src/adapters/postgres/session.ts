import { failure } from '../../contract/failure.ts'
import { PortError } from '../../pipeline/ports.ts'
import type { Link } from './link.ts'
import {
  beginText,
  connectionText,
  commit,
  runAlone,
  runOn,
  type Conditions,
  type Line,
  type Query,
} from './statements.ts'

/** Statements on one connection. */
export interface Session {
  /** One statement in its own transaction. */
  readonly query: Query
  /**
   * A transaction that the reader ends. What is not committed when the session ends is undone.
   *
   * @param isSnapshot whether all statements see the database as it was at the first one, and none may write
   */
  readonly begin: (options?: { readonly isSnapshot?: boolean }) => Promise<OpenTransaction>
  /**
   * One statement outside any transaction, for what PostgreSQL refuses inside one. Behind a pooler it might run on a
   * different server than its settings, so there it throws `PortError` with `pooler-forbids`.
   */
  readonly bare: Query
  /** Asks the server to cancel what the session is doing. Settles once it has been asked, whether it works or not. */
  readonly cancel: () => Promise<void>
}

export interface OpenTransaction {
  readonly query: Query
  readonly commit: () => Promise<void>
}

/** All statements of the action, or none. Throws `PortError`, or what the action throws. */
export const transactOn = async <T>(
  line: Line,
  conditions: Conditions,
  action: (query: Query) => Promise<T>,
): Promise<T> => {
  const { timeout } = conditions
  try {
    const { query, commit: finish } = await beginOn(line, conditions)
    const result = await action(query)
    await finish()
    return result
  } catch (error) {
    // If this fails too, the connection is still in the transaction, and is not used again.
    await runOn(line, { text: 'rollback' }, timeout).catch(() => undefined)
    throw error
  }
}

const beginOn = async (line: Line, conditions: Conditions): Promise<OpenTransaction> => {
  const { timeout } = conditions
  await runOn(line, { text: beginText(conditions) }, timeout)
  return {
    query: (statement) => runOn(line, statement, timeout),
    commit: () => commit(line, timeout),
  }
}

/**
 * A session on a connection. `settle` waits until no cancel request is on its way: it must not hit the connection's
 * next use.
 *
 * @param spoil says that the connection must not be used again
 */
export const createSession = (
  link: Link,
  conditions: Conditions,
  spoil: () => void,
): { readonly session: Session; readonly settle: () => Promise<void> } => {
  const { timeout } = conditions
  const begin = beginText(conditions)
  const cancelling = new Set<Promise<void>>()
  const session: Session = {
    query: (statement) => runAlone(link, begin, statement, timeout),
    begin: ({ isSnapshot = false } = {}) => beginOn(link, { ...conditions, isSnapshot }),
    bare: async (statement) => {
      if (link.isPooled) throw new PortError('permanent', failure('pooler-forbids', { ...link.names }))
      // Settings made now last for the connection's life, which therefore ends with the session.
      spoil()
      await runOn(link, { text: connectionText(conditions) }, timeout)
      return runOn(link, statement, timeout)
    },
    cancel: async () => {
      spoil()
      const asked = link.cancel()
      cancelling.add(asked)
      await asked
      cancelling.delete(asked)
    },
  }
  const settle = async (): Promise<void> => {
    await Promise.all(cancelling)
  }
  return { session, settle }
}
