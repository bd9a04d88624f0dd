import { randomUUID } from 'node:crypto'
import type { MonitorEvent } from '../contract/events.ts'
import { failure, FailureError } from '../contract/failure.ts'
import type { ParsedInput } from '../contract/monitor.ts'
import type { RejectedSelection, RetryOutcome } from '../contract/rejected.ts'
import type { Forecast } from '../contract/runs.ts'
import { createNudge, hurriedBy, type Nudge } from '../pipeline/back-off.ts'
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
   * Tries rejected messages again; it counts as the current run. Throws `FailureError` with `run-active`. Rejects with
   * `PortError`.
   */
  readonly retry: (
    connection: Connection,
    which: RejectedSelection,
    upTo: string | null,
  ) => Promise<RetryOutcome>
  /** Does something with rejected messages that counts as the current run, by the rules of now. Throws as `retry` does. */
  readonly occupy: <T>(
    action: (runId: string, rules: RunRules, signal: AbortSignal) => Promise<T>,
  ) => Promise<T>
  /** Does something beside runs that leaves no trace in the history, and no run may go on meanwhile. Throws as `retry` does. */
  readonly aside: <T>(action: (rules: RunRules, signal: AbortSignal) => Promise<T>) => Promise<T>
  /** Asks the run to stop; it ends in its own time. Throws `FailureError` with `run-absent`, as the next do. */
  readonly stop: () => void
  readonly pause: () => void
  readonly resume: () => void
  /** Has what counts as the current run try again at once where it waits for the queue or the database. */
  readonly hurry: () => void
  readonly isActive: () => boolean
  /** The current run, or null. */
  readonly activeId: () => string | null
  /** Stops the current run and waits for its end. */
  readonly close: () => Promise<void>
}

/** @param rulesNow asked at the start of each run */
export const createRunControl = (
  emit: (event: MonitorEvent) => void,
  rulesNow: () => RunRules,
): RunControl => {
  const nudge = createNudge()
  const turn = createTurn(nudge)

  const occupy: RunControl['occupy'] = (action) => {
    const [runId, rules] = [randomUUID(), rulesNow()]
    return turn.begin(runId, (signal) => action(runId, rules, signal))
  }

  const aside: RunControl['aside'] = (action) => {
    const rules = rulesNow()
    return turn.begin(null, (signal) => action(rules, signal))
  }

  return {
    start: (connection, input) => {
      const runId = randomUUID()
      void turn.begin(runId, (signal, isPaused) =>
        executeRun({ runId, connection, input, rules: rulesNow(), emit, isPaused }, signal),
      )
      return runId
    },
    tryOut: (connection, maxMessages) => {
      // The look itself would be the only receive that each message has.
      if (connection.deadLetters?.maxReceiveCount === 1) throw new FailureError(failure('dry-run-unsafe'))
      return aside((rules, signal) => tryOut({ connection, maxMessages, rules, emit }, signal))
    },
    occupy,
    aside,
    retry: ({ storage, source }, which, upTo) =>
      occupy(async (runId, rules, signal) => {
        await storage.makeReady()
        const database = nameOfDatabase(source.database)
        return retryRejected({ storage, which, upTo, event: source.event, rules, database }, signal, runId)
      }),
    stop: () => turn.demand().abort.abort(),
    pause: () => {
      turn.demand().isPaused = true
    },
    resume: () => {
      turn.demand().isPaused = false
    },
    hurry: nudge.give,
    isActive: () => turn.active() !== null,
    activeId: () => turn.active()?.runId ?? null,
    close: async () => {
      const active = turn.active()
      active?.abort.abort()
      await active?.done
    },
  }
}

interface Active {
  /** Null for what leaves no trace in the history. */
  readonly runId: string | null
  readonly abort: AbortController
  /** Does not reject. */
  readonly done: Promise<unknown>
  isPaused: boolean
}

/** One action at a time; what comes meanwhile is refused. */
const createTurn = (nudge: Nudge) => {
  let active: Active | null = null
  return {
    active: () => active,
    /** Throws `FailureError` with `run-absent`. */
    demand: (): Active => {
      if (active === null) throw new FailureError(failure('run-absent'))
      return active
    },
    /** Throws `FailureError` with `run-active`. */
    begin: <T>(
      runId: string | null,
      action: (signal: AbortSignal, isPaused: () => boolean) => Promise<T>,
    ): Promise<T> => {
      if (active !== null) throw new FailureError(failure('run-active'))
      const abort = new AbortController()
      const own: Active = { runId, abort, isPaused: false, done: Promise.resolve() }
      const done = action(hurriedBy(abort.signal, nudge), () => own.isPaused).finally(() => {
        active = null
      })
      active = Object.assign(own, { done: done.catch(() => undefined) })
      return done
    },
  }
}

interface Trial {
  readonly connection: Connection
  readonly maxMessages: number
  readonly rules: RunRules
  readonly emit: (event: MonitorEvent) => void
}

/** Looks at messages as a run would and changes nothing; the depth is said afterwards, as they were away meanwhile. */
const tryOut = async (
  { connection, maxMessages, rules, emit }: Trial,
  signal: AbortSignal,
): Promise<Forecast> => {
  const { queue, storage, deadLetters } = connection
  const reading = createReadingNotes()
  const prepare = connection.prepareBy(rules, undefined, reading)
  const maxReceiveCount = deadLetters?.maxReceiveCount ?? null
  const showDepth = async () => {
    const depth = await queue.depth().catch(() => null)
    if (depth !== null) emit({ type: 'depth', depth })
  }
  const found = await dryRun(
    { queue, store: storage.store, prepare, maxMessages, maxReceiveCount, heldBytes: rules.limits.heldBytes },
    signal,
  ).finally(showDepth)
  return { ...found, notes: reading.counts() }
}
