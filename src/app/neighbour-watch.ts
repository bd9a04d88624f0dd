import { setTimeout as pause } from 'node:timers/promises'
import type { MonitorEvent } from '../contract/events.ts'
import type { Failure } from '../contract/failure.ts'
import { mostRestarts, type Neighbour, type NeighbourName } from '../contract/neighbours.ts'
import { toFailure } from './faults.ts'

/** How to restart a built-in neighbour. */
export interface Revival {
  /** Whether its process is gone. One that runs and does not answer is left alone. */
  readonly hasEnded: () => Promise<boolean>
  /** Starts it again at its former address. Rejects if it will not start. */
  readonly restart: () => Promise<void>
}

/** One neighbour and how to look after it. */
export interface NeighbourCare {
  readonly which: NeighbourName
  /** Rejects if the neighbour does not answer. */
  readonly look: () => Promise<void>
  /** Null for a neighbour that is not built in. */
  readonly revival: Revival | null
  /** The pause between two looks, in milliseconds; read once a second. */
  readonly every: () => number
}

/** In milliseconds; tests use less. */
export interface Pace {
  /** How often to check whether a look is due. After a first failure the second look comes this soon. */
  readonly tick: number
  /** How long a neighbour must answer before it gets all its restarts back. */
  readonly steady: number
}

const usualPace: Pace = { tick: 1_000, steady: 60_000 }

export interface NeighbourWatch {
  /** Looks at once and resets the restarts, as a person asked for it. */
  readonly lookNow: () => void
  /** Waits for a restart that is under way, so that nothing starts after closing. */
  readonly stop: () => Promise<void>
}

/**
 * Checks a neighbour regularly and reports when it goes away and when it comes back, during a run and at rest. A single
 * failed look proves nothing: a cut idle connection is replaced by the next one. While it is away, every look
 * that fails says when the next one comes.
 */
export const watchNeighbour = (
  { which, look, revival, every }: NeighbourCare,
  emit: (event: MonitorEvent) => void,
  pace: Pace = usualPace,
): NeighbourWatch => {
  const stopping = new AbortController()
  const { signal } = stopping
  let lookedAt = -Infinity
  let nap = new AbortController()
  const standing = createStanding({ which, revival, every }, emit, pace, signal)

  const watch = async (): Promise<void> => {
    while (!signal.aborted) {
      if (standing.isUrgent() || performance.now() - lookedAt >= every() - pace.tick / 20) {
        lookedAt = performance.now()
        const cause = await look().then(() => null, toFailure)
        if (signal.aborted) return
        if (cause === null) standing.found()
        else await standing.missed(cause)
      }
      nap = new AbortController()
      await pause(pace.tick, undefined, { signal: AbortSignal.any([signal, nap.signal]) }).catch(
        () => undefined,
      )
    }
  }

  void watch()
  return {
    lookNow: () => {
      standing.grantRestarts()
      lookedAt = -Infinity
      nap.abort()
    },
    stop: async () => {
      stopping.abort()
      await standing.settled()
    },
  }
}

/** What is made of looks that found the neighbour or missed it: what is said of it, and whether it is started again. */
const createStanding = (
  { which, revival, every }: Omit<NeighbourCare, 'look'>,
  emit: (event: MonitorEvent) => void,
  pace: Pace,
  signal: AbortSignal,
) => {
  let current: Neighbour = { state: 'reachable', since: Date.now() }
  let doubtedSince: number | null = null
  let restarts = 0
  let restarting: Promise<void> = Promise.resolve()

  const say = (next: Neighbour): void => {
    current = next
    if (!signal.aborted) emit({ type: 'neighbour', which, neighbour: next })
  }

  const sayAway = (since: number, cause: Failure): void =>
    say({ state: 'away', since, failure: cause, nextTryAt: Date.now() + every() })

  say(current)
  return {
    /** After a first miss, and after a restart, whoever waits wants to know soon. */
    isUrgent: (): boolean => doubtedSince !== null && current.state !== 'away',
    found: (): void => {
      doubtedSince = null
      if (current.state !== 'reachable') say({ state: 'reachable', since: Date.now() })
      else if (Date.now() - current.since > pace.steady) restarts = 0
    },
    missed: async (cause: Failure): Promise<void> => {
      if (doubtedSince === null) {
        doubtedSince = Date.now()
        return
      }
      const since = doubtedSince
      if (revival === null || restarts >= mostRestarts || !(await revival.hasEnded())) {
        sayAway(since, cause)
        return
      }
      if (signal.aborted) return
      restarts += 1
      say({ state: 'restarting', since, failure: cause, attempt: restarts })
      restarting = revival.restart().catch((error: unknown) => sayAway(since, toFailure(error)))
      await restarting
    },
    grantRestarts: (): void => {
      restarts = 0
    },
    /** Settles once no restart is under way. */
    settled: (): Promise<void> => restarting,
  }
}
