import { describeFailure, failure, FailureError, isPassing } from '../contract/failure.ts'
import type { MonitorEvent } from '../contract/events.ts'
import type { Connection } from './connection.ts'
import { toFailure } from './faults.ts'

/** What the life of a connection needs from around it. */
export interface ConnectionWorld {
  /** Opens a connection; rejects with what stands in the way, after closing what it had opened. */
  readonly connect: (mayAlterTable: boolean) => Promise<Connection>
  /** Sentences that belong to no single connection. */
  readonly notices: () => readonly string[]
  /** Looks after a connection while it is open. */
  readonly tend: (connection: Connection) => Tending
  /** What uses a connection, and how each is ended before it closes. */
  readonly users: readonly (() => Promise<unknown>)[]
  readonly emit: (event: MonitorEvent) => void
  /** After a connection failed that may come back by itself, in milliseconds. */
  readonly retryPause?: number
}

export interface Tending {
  /** Looks at once whether queue and database answer. */
  readonly lookNow: () => void
  readonly stop: () => Promise<unknown>
}

/** One connection at a time, opened and closed in the order asked for. */
export interface ConnectionLife {
  /** Throws `FailureError` with `not-ready` where nothing is connected. */
  readonly connected: () => Connection
  /** Closes the connection that there is and opens a new one. How that goes arrives as events. */
  readonly reopen: (mayAlterTable: boolean) => Promise<void>
  /** Looks at once whether queue and database answer, where there is a connection. */
  readonly look: () => void
  /** The same, and opens a connection where there is none. */
  readonly tryNow: () => Promise<void>
  /** Ends all that uses the connection, and closes it. Nothing is opened after that. May be called twice. */
  readonly close: () => Promise<void>
}

const usualRetryPause = 5_000

const nothingToTend: Tending = { lookNow: () => undefined, stop: () => Promise.resolve() }

/** Begins to connect at once. */
export const openConnectionLife = (world: ConnectionWorld, mayAlterTable: boolean): ConnectionLife => {
  const { connect, notices, tend, users, emit, retryPause = usualRetryPause } = world
  let connection: Connection | null = null
  let tending = nothingToTend
  let mayAlterNext = mayAlterTable
  let closing: Promise<void> | null = null

  /** Every step is gone through, whichever of them fails; answers what they failed with. */
  const disconnect = async (): Promise<readonly Error[]> => {
    const faults: Error[] = []
    const step = (action: () => Promise<unknown> | undefined): Promise<unknown> =>
      (async () => action())().catch((error: unknown) =>
        faults.push(error instanceof Error ? error : new Error('A step of closing failed')),
      )
    await step(tending.stop)
    tending = nothingToTend
    for (const end of users) await step(end)
    const former = connection
    connection = null
    await step(() => former?.close())
    return faults
  }

  const open = async (mayAlter: boolean, said: readonly string[] = []): Promise<void> => {
    mayAlterNext = mayAlter
    try {
      connection = await connect(mayAlter)
      const { source } = connection
      emit({ type: 'connected', source: { ...source, notices: [...notices(), ...said, ...source.notices] } })
      tending = tend(connection)
    } catch (error) {
      const cause = toFailure(error)
      const at = Date.now()
      const isRetried = isPassing(cause)
      emit({ type: 'connection-failed', failure: cause, at, nextTryAt: isRetried ? at + retryPause : null })
      if (isRetried) retryLater(mayAlter)
    }
  }

  /** Tries again while nobody else does; the failure stays in sight until it works. */
  const retryLater = (mayAlter: boolean): void => {
    const timer = setTimeout(() => {
      void inTurn(() => openIfNone(mayAlter))
    }, retryPause)
    tending = { ...nothingToTend, stop: async () => clearTimeout(timer) }
  }

  const openIfNone = async (mayAlter: boolean): Promise<void> => {
    if (connection !== null || closing !== null) return
    await tending.stop()
    await open(mayAlter)
  }

  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(action: () => Promise<T>): Promise<T> => {
    const done = turn.then(action)
    // Whoever asked hears how it went; those behind only wait for its end.
    turn = done.catch(() => undefined)
    return done
  }
  void inTurn(() => open(mayAlterTable))

  return {
    connected: () => {
      if (connection === null) throw new FailureError(failure('not-ready'))
      return connection
    },
    reopen: (mayAlter) =>
      inTurn(async () => {
        if (closing !== null) return
        const faults = await disconnect()
        emit({ type: 'connecting' })
        await open(mayAlter, faults.map(closedBadly))
      }),
    look: () => tending.lookNow(),
    tryNow: async () => {
      if (connection === null) await inTurn(() => openIfNone(mayAlterNext))
      else tending.lookNow()
    },
    close: () => {
      closing ??= (async () => {
        // What goes on is asked to stop at once; a connection that is being opened is let come to its end, so that
        // nothing it started is left behind.
        await Promise.allSettled(users.map((end) => end()))
        const [fault] = await inTurn(disconnect)
        if (fault !== undefined) throw fault
      })()
      return closing
    },
  }
}

const closedBadly = (error: Error): string =>
  `The former connection did not close cleanly: ${describeFailure(toFailure(error)).sentence}`
