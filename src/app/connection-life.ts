import { describeFailure, failure, FailureError, isPassing } from '../contract/failure.ts'
import type { MonitorEvent } from '../contract/events.ts'
import type { Connection } from './connection.ts'
import { toFailure } from './faults.ts'
import { createInTurn } from './in-turn.ts'

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
  /** Hears each event after everybody else. */
  readonly heed: (event: MonitorEvent) => void
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
  /** Passes an event on to who looks after the connection, where there is one. */
  readonly heed: (event: MonitorEvent) => void
  /** Looks at once whether queue and database answer, and opens a connection where there is none. */
  readonly tryNow: () => Promise<void>
  /** Ends all that uses the connection, and closes it. Nothing is opened after that. May be called twice. */
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

  /** A failure stays in sight until a later try works; one that may pass is tried again while nobody else does. */
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

export const nothingToTend: Tending = {
  heed: () => undefined,
  lookNow: () => undefined,
  stop: () => Promise.resolve(),
}

/** Where the connection is while there is one, and who looks after it. */
const createPlace = ({ connect, notices, tend, users, emit }: ConnectionWorld) => {
  let connection: Connection | null = null
  let tending = nothingToTend
  return {
    connection: () => connection,
    tending: () => tending,
    /** @param said sentences about what went before */
    fill: async (mayAlter: boolean, said: readonly string[]): Promise<void> => {
      connection = await connect(mayAlter)
      const { source } = connection
      emit({ type: 'connected', source: { ...source, notices: [...notices(), ...said, ...source.notices] } })
      tending = tend(connection)
    },
    /** Answers what went wrong. */
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

/** Takes one step after another, whichever of them fails, and answers what they failed with. */
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
