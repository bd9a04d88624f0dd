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
  let current: Neighbour = { state: 'reachable', since: Date.now() }
  let doubtedSince: number | null = null
  let restarts = 0
  let restarting: Promise<void> = Promise.resolve()
  let lookedAt = -Infinity
  let nap = new AbortController()

  const say = (next: Neighbour): void => {
    current = next
    if (!signal.aborted) emit({ type: 'neighbour', which, neighbour: next })
  }

  const sayAway = (since: number, cause: Failure): void =>
    say({ state: 'away', since, failure: cause, nextTryAt: Date.now() + every() })

  const found = (): void => {
    doubtedSince = null
    if (current.state !== 'reachable') say({ state: 'reachable', since: Date.now() })
    else if (Date.now() - current.since > pace.steady) restarts = 0
  }

  const missed = async (cause: Failure): Promise<void> => {
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
  }

  const watch = async (): Promise<void> => {
    while (!signal.aborted) {
      // After a first miss, and after a restart, look again soon.
      const isUrgent = doubtedSince !== null && current.state !== 'away'
      if (isUrgent || performance.now() - lookedAt >= every() - pace.tick / 20) {
        lookedAt = performance.now()
        const cause = await look().then(() => null, toFailure)
        if (signal.aborted) return
        if (cause === null) found()
        else await missed(cause)
      }
      nap = new AbortController()
      await pause(pace.tick, undefined, { signal: AbortSignal.any([signal, nap.signal]) }).catch(
        () => undefined,
      )
    }
  }

  say(current)
  void watch()
  return {
    lookNow: () => {
      restarts = 0
      lookedAt = -Infinity
      nap.abort()
    },
    stop: async () => {
      stopping.abort()
      await restarting
    },
  }
}
