import { setTimeout as pause } from 'node:timers/promises'
import { failure, FailureError } from '../../contract/failure.ts'
import { statementTimeout, type Database, type Query, type Session } from './database.ts'

/** Long actions that can be ended from elsewhere, by the id they were started with. */
export interface Operations {
  /**
   * Runs on its own connection with its own time limit (milliseconds) if the action has an id, and otherwise like any
   * other statement. Throws `FailureError` with `cancelled` once cancelled, or what `action` throws.
   */
  readonly run: <T>(
    database: Database,
    { operation, timeout }: { readonly operation: string | null; readonly timeout: number },
    action: (on: Work) => Promise<T>,
  ) => Promise<T>
  /** Returns whether there was an action with that id to cancel. Throws `PortError`. */
  readonly cancel: (operation: string) => Promise<boolean>
}

/** What an action can do, on one connection. */
export type Work = Omit<Session, 'cancel'>

/** A cancel that meets a connection between two statements does nothing, so it is sent again after this, in milliseconds. */
const cancelAgain = 200

interface Running {
  session: Session | null
  cancelled: boolean
}

export const createOperations = (): Operations => {
  const running = new Map<string, Running>()

  return {
    run: async (database, { operation, timeout }, action) => {
      if (operation === null) return database.session(statementTimeout, action)
      if (running.has(operation)) throw new FailureError(failure('operation-active'))
      const own: Running = { session: null, cancelled: false }
      running.set(operation, own)
      try {
        return await database.session(timeout, async (session) => {
          if (own.cancelled) throw cancelled()
          own.session = session
          try {
            return await action(unlessCancelled(session, own))
          } finally {
            own.session = null
            running.delete(operation)
          }
        })
      } catch (error) {
        throw own.cancelled ? cancelled() : error
      } finally {
        running.delete(operation)
      }
    },
    cancel: async (operation) => {
      const own = running.get(operation)
      if (own === undefined) return false
      own.cancelled = true
      await own.session?.cancel()
      void untilEnded(own)
      return true
    },
  }
}

const cancelled = () => new FailureError(failure('cancelled'))

/** Between two statements there is nothing to cancel in the server, so no further one starts. */
const unlessCancelled = (session: Session, own: Running): Work => {
  const guard =
    (query: Query): Query =>
    (statement) =>
      own.cancelled ? Promise.reject(cancelled()) : query(statement)
  return {
    query: guard(session.query),
    bare: guard(session.bare),
    begin: async (options) => {
      if (own.cancelled) throw cancelled()
      const { query, commit } = await session.begin(options)
      return { query: guard(query), commit: () => (own.cancelled ? Promise.reject(cancelled()) : commit()) }
    },
  }
}

const untilEnded = async (own: Running): Promise<void> => {
  for (;;) {
    await pause(cancelAgain)
    if (own.session === null) return
    await own.session.cancel()
  }
}
