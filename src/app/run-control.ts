import { randomUUID } from 'node:crypto'
import type { MonitorEvent } from '../contract/events.ts'
import { failure, FailureError } from '../contract/failure.ts'
import type { ParsedInput } from '../contract/monitor.ts'
import type { RejectedSelection, RetryOutcome } from '../contract/rejected.ts'
import type { Forecast } from '../contract/runs.ts'
import { createNudge } from '../pipeline/back-off.ts'
import { dryRun } from '../pipeline/dry-run.ts'
import { createReadingNotes } from '../pipeline/reading-notes.ts'
import type { Connection } from './connection.ts'
import { executeRun } from './execute-run.ts'
import { retryRejected } from './retry-rejected.ts'
import { nameOfDatabase } from './run-circumstances.ts'
import type { RunRules } from './run-rules.ts'

/** At most one run, or dry run, at a time. */
export interface RunControl {
  /** Throws `FailureError` with `run-active`. */
  readonly start: (connection: Connection, input: ParsedInput<'startRun'>) => string
  /** Throws `FailureError` with `run-active` or `dry-run-unsafe`. Rejects with `PortError`. */
  readonly tryOut: (connection: Connection, maxMessages: number) => Promise<Forecast>
  /**
   * Tries rejected messages again; it counts as the run that goes on. Throws `FailureError` with `run-active`. Rejects with
   * `PortError`.
   */
  readonly retry: (
    connection: Connection,
    which: RejectedSelection,
    upTo: string | null,
  ) => Promise<RetryOutcome>
  /** Does something with rejected messages that counts as the run that goes on, by the rules of now. Throws as `retry` does. */
  readonly occupy: <T>(
    action: (runId: string, rules: RunRules, signal: AbortSignal) => Promise<T>,
  ) => Promise<T>
  /** Does something beside runs that leaves no trace in the history, and no run may go on meanwhile. Throws as `retry` does. */
  readonly aside: <T>(action: (rules: RunRules, signal: AbortSignal) => Promise<T>) => Promise<T>
  /** Asks the run to stop; it ends in its own time. Throws `FailureError` with `run-absent`, as the next do. */
  readonly stop: () => void
  readonly pause: () => void
  readonly resume: () => void
  /** Has a run that waits for the queue or the database try again at once. */
  readonly hurry: () => void
  readonly isActive: () => boolean
  /** The run that goes on, or null. */
  readonly activeId: () => string | null
  /** Stops a run that goes on and waits for its end. */
  readonly close: () => Promise<void>
}

interface Active {
  /** Null for a dry run, which leaves no trace in the history. */
  readonly runId: string | null
  readonly abort: AbortController
  readonly done: Promise<unknown>
  paused: boolean
}

/** @param rulesNow asked at the start of each run */
export const createRunControl = (
  emit: (event: MonitorEvent) => void,
  rulesNow: () => RunRules,
): RunControl => {
  let active: Active | null = null
  const nudge = createNudge()

  const begin = <T>(
    runId: string | null,
    action: (signal: AbortSignal, isPaused: () => boolean) => Promise<T>,
  ): Promise<T> => {
    if (active !== null) throw new FailureError(failure('run-active'))
    const abort = new AbortController()
    const own: Active = { runId, abort, paused: false, done: Promise.resolve() }
    const done = action(abort.signal, () => own.paused).finally(() => {
      active = null
    })
    active = Object.assign(own, { done: done.catch(() => undefined) })
    return done
  }

  const occupy: RunControl['occupy'] = (action) => {
    const [runId, rules] = [randomUUID(), rulesNow()]
    return begin(runId, (signal) => action(runId, rules, signal))
  }

  const aside: RunControl['aside'] = (action) => {
    const rules = rulesNow()
    return begin(null, (signal) => action(rules, signal))
  }

  const present = (): Active => {
    if (active === null) throw new FailureError(failure('run-absent'))
    return active
  }

  return {
    start: (connection, input) => {
      const runId = randomUUID()
      void begin(runId, (signal, isPaused) =>
        executeRun({ runId, connection, input, rules: rulesNow(), emit, isPaused, nudge }, signal),
      )
      return runId
    },
    tryOut: (connection, maxMessages) => {
      const maxReceiveCount = connection.deadLetters?.maxReceiveCount ?? null
      // The look itself would be the only receive that each message has.
      if (maxReceiveCount === 1) throw new FailureError(failure('dry-run-unsafe'))
      const { queue } = connection
      const rules = rulesNow()
      const reading = createReadingNotes()
      const prepare = connection.prepareBy(rules, undefined, reading)
      const { heldBytes } = rules.limits
      const { store } = connection.storage
      const showDepth = async () => {
        const depth = await queue.depth().catch(() => null)
        if (depth !== null) emit({ type: 'depth', depth })
      }
      const options = { queue, store, prepare, maxMessages, maxReceiveCount, heldBytes }
      return begin(null, async (signal) => {
        const found = await dryRun(options, signal).finally(showDepth)
        return { ...found, notes: reading.counts() }
      })
    },
    occupy,
    aside,
    retry: ({ storage, source }, which, upTo) =>
      occupy(async (runId, rules, signal) => {
        await storage.makeReady()
        const database = nameOfDatabase(source.database)
        return retryRejected({ storage, which, upTo, event: source.event, rules, database }, signal, runId)
      }),
    stop: () => present().abort.abort(),
    pause: () => {
      present().paused = true
    },
    resume: () => {
      present().paused = false
    },
    hurry: nudge.give,
    isActive: () => active !== null,
    activeId: () => active?.runId ?? null,
    close: async () => {
      active?.abort.abort()
      await active?.done
    },
  }
}
