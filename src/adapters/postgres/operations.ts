import { setTimeout as pause } from 'node:timers/promises'
import { failure, FailureError } from '../../contract/failure.ts'
import type { Database, Session } from './database.ts'

/** What may take long and can be ended from elsewhere, by the name it was started under. */
export interface Operations {
  /**
   * Runs on a connection of its own with its own limit of time (milliseconds) where the action has a name, and like any
   * other statement where it has none. Throws `FailureError` with `cancelled` once cancelled, or what `action` throws.
   */
  readonly run: <T>(
    database: Database,
    { operation, timeout }: { readonly operation: string | null; readonly timeout: number },
    action: (database: Pick<Database, 'query'>) => Promise<T>,
  ) => Promise<T>
  /** Answers whether there was anything of that name to cancel. Throws `PortError`. */
  readonly cancel: (operation: string) => Promise<boolean>
}

/** A cancel that meets a connection between two statements does nothing, so it is sent again after this, in milliseconds. */
const cancelAgain = 200

interface Running {
  readonly database: Database
  session: Session | null
  cancelled: boolean
  /** Settles when no cancel is on its way to the connection any more. */
  cancelling: Promise<void>
}

export const createOperations = (): Operations => {
  const running = new Map<string, Running>()

  return {
    run: async (database, { operation, timeout }, action) => {
      if (operation === null) return action(database)
      if (running.has(operation)) throw new FailureError(failure('operation-active'))
      const own: Running = { database, session: null, cancelled: false, cancelling: Promise.resolve() }
      running.set(operation, own)
      const cancelled = () => new FailureError(failure('cancelled'))
      try {
        return await database.session(timeout, async (session) => {
          if (own.cancelled) throw cancelled()
          own.session = session
          try {
            return await action({
              query: (statement) => (own.cancelled ? Promise.reject(cancelled()) : session.query(statement)),
            })
          } finally {
            own.session = null
            running.delete(operation)
            // The connection goes back to the others: a late cancel must not hit what they do with it.
            await own.cancelling
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
      const send = async (): Promise<void> => {
        if (own.session === null) return
        const values = [own.session.processId]
        await own.database.query({ text: 'select pg_cancel_backend($1)', values })
      }
      const first = send()
      const untilEnded = async (): Promise<void> => {
        await first
        while (own.session !== null) {
          await pause(cancelAgain)
          await send()
        }
      }
      own.cancelling = untilEnded().catch(() => undefined)
      await first
      return true
    },
  }
}
