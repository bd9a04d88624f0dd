import { describeFailure, failure, FailureError, isPassing } from '../contract/failure.ts'
import type { MonitorEvent } from '../contract/events.ts'
import type { Connection } from './connection.ts'
import { toFailure } from './faults.ts'
import { createInTurn } from './in-turn.ts'

/** What managing a connection needs. */
export interface ConnectionWorld {
  /** Opens a connection; rejects with what prevents it, after closing what it opened. */
  readonly connect: (mayAlterTable: boolean) => Promise<Connection>
  /** Notices that belong to no single connection. */
  readonly notices: () => readonly string[]
  /** Looks after a connection while it is open. */
  readonly tend: (connection: Connection) => Tending
  /** The users of a connection, and how each is stopped before it closes. */
  readonly users: readonly (() => Promise<unknown>)[]
  readonly emit: (event: MonitorEvent) => void
  /** Pause before retrying a connection that may recover by itself, in milliseconds. */
  readonly retryPause?: number
}

export interface Tending {
  /** Receives each event after all others. */
  readonly heed: (event: MonitorEvent) => void
  /** Checks at once whether queue and database answer. */
  readonly lookNow: () => void
  readonly stop: () => Promise<unknown>
}

/** One connection at a time, opened and closed in the order asked for. */
export interface ConnectionLife {
  /** Throws `FailureError` with `not-ready` if nothing is connected. */
  readonly connected: () => Connection
  /** Closes the current connection and opens a new one. Progress arrives as events. */
  readonly reopen: (mayAlterTable: boolean) => Promise<void>
  /** Passes an event on to what looks after the connection, if there is one. */
  readonly heed: (event: MonitorEvent) => void
  /** Checks at once whether queue and database answer, and opens a connection if there is none. */
  readonly tryNow: () => Promise<void>
  /** Stops everything that uses the connection, and closes it. Nothing is opened after that. Can be called twice. */
  readonly close: () => Promise<void>
}

const usualRetryPause = 5_000

/** Begins to connect at once. */
export const openConnectionLife = (world: ConnectionWorld, mayAlterTable: boolean): ConnectionLife => {
  const { users, emit, retryPause = usualRetryPause } = world
  const place = createPlace(world)
  const inTurn = createInTurn()
  let mayAlterNext = mayAlterTable
  let retry: NodeJS.Timeout | undefined
  let closing: Promise<void> | null = null

  /** A failure stays in sight until a later try succeeds; a transient one is retried unless someone else does. */
  const open = async (mayAlter: boolean, said: readonly string[] = []): Promise<void> => {
    mayAlterNext = mayAlter
    try {
      await place.fill(mayAlter, said)
    } catch (error) {
      const cause = toFailure(error)
      const at = Date.now()
      const isRetried = isPassing(cause)
      emit({ type: 'connection-failed', failure: cause, at, nextTryAt: isRetried ? at + retryPause : null })
      if (isRetried) retry = setTimeout(() => void inTurn(() => openIfNone(mayAlter)), retryPause)
    }
  }

  const openIfNone = async (mayAlter: boolean): Promise<void> => {
    if (place.connection() !== null || closing !== null) return
    clearTimeout(retry)
    await open(mayAlter)
  }

  const disconnect = (): Promise<readonly Error[]> => {
    clearTimeout(retry)
    return place.clear()
  }

  void inTurn(() => open(mayAlterTable))

  return {
    connected: () => place.connection() ?? notReady(),
    reopen: (mayAlter) =>
      inTurn(async () => {
        if (closing !== null) return
        const faults = await disconnect()
        emit({ type: 'connecting' })
        await open(mayAlter, faults.map(closedBadly))
      }),
    heed: (event) => place.tending().heed(event),
    tryNow: async () => {
      if (place.connection() === null) await inTurn(() => openIfNone(mayAlterNext))
      else place.tending().lookNow()
    },
    close: () => {
      closing ??= (async () => {
        // Current work is asked to stop at once; a connection that is being opened is awaited, so that
        // nothing it started is left behind.
        await Promise.allSettled(users.map((end) => end()))
        const [fault] = await inTurn(disconnect)
        if (fault !== undefined) throw fault
      })()
      return closing
    },
  }
}

export const nothingToTend: Tending = {
  heed: () => undefined,
  lookNow: () => undefined,
  stop: () => Promise.resolve(),
}

/** The current connection, if any, and what looks after it. */
const createPlace = ({ connect, notices, tend, users, emit }: ConnectionWorld) => {
  let connection: Connection | null = null
  let tending = nothingToTend
  return {
    connection: () => connection,
    tending: () => tending,
    /** @param said notices about what happened before */
    fill: async (mayAlter: boolean, said: readonly string[]): Promise<void> => {
      connection = await connect(mayAlter)
      const { source } = connection
      emit({ type: 'connected', source: { ...source, notices: [...notices(), ...said, ...source.notices] } })
      tending = tend(connection)
    },
    /** Returns what went wrong. */
    clear: (): Promise<readonly Error[]> =>
      goThrough([
        () => tending.stop(),
        async () => {
          tending = nothingToTend
        },
        ...users,
        async () => {
          const former = connection
          connection = null
          await former?.close()
        },
      ]),
  }
}

/** Runs all steps in order, even if some fail, and returns their errors. */
const goThrough = async (steps: readonly (() => Promise<unknown>)[]): Promise<readonly Error[]> => {
  const faults: Error[] = []
  for (const step of steps)
    try {
      await step()
    } catch (error) {
      faults.push(error instanceof Error ? error : new Error('A step of closing failed'))
    }
  return faults
}

const notReady = (): never => {
  throw new FailureError(failure('not-ready'))
}

const closedBadly = (error: Error): string =>
  `The former connection did not close cleanly: ${describeFailure(toFailure(error)).sentence}`
