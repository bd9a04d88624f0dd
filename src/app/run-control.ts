import { randomUUID } from 'node:crypto'
import type { MonitorEvent, Phase } from '../contract/events.ts'
import { failure, FailureError } from '../contract/failure.ts'
import type { ParsedInput } from '../contract/monitor.ts'
import type { RejectedSelection, RetryOutcome } from '../contract/rejected.ts'
import type { Forecast } from '../contract/runs.ts'
import { ignoredBefore, keepNotes } from '../adapters/postgres/run-notes.ts'
import { idleAfter, neverIdle } from '../contract/run-clock.ts'
import { createNudge } from '../pipeline/latch.ts'
import { dryRun } from '../pipeline/dry-run.ts'
import { drain } from '../pipeline/run.ts'
import type { Connection } from './connection.ts'
import { createEnvelopeNotice } from './envelope-notice.ts'
import { toFailure } from './faults.ts'
import { retryRejected } from './retry-rejected.ts'
import { circumstancesOf, nameOfDatabase } from './run-circumstances.ts'
import { createNoticing } from './run-noticing.ts'
import { heedReceives, type RunRules } from './run-rules.ts'

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

  const present = (): Active => {
    if (active === null) throw new FailureError(failure('run-absent'))
    return active
  }

  const execute = async (
    runId: string,
    connection: Connection,
    input: ParsedInput<'startRun'>,
    signal: AbortSignal,
    isPaused: () => boolean,
  ): Promise<void> => {
    const { until, maxMessages, maxSeconds, ignoreRejectedShare } = input
    const heeded = heedReceives(rulesNow(), connection.deadLetters?.maxReceiveCount ?? null)
    const rules = ignoreRejectedShare ? { ...heeded, maxRejectedShare: null } : heeded
    emit({ type: 'run-started', runId, at: Date.now(), until, maxMessages, maxSeconds })
    const tell = (notice: string): void => emit({ type: 'noticed', notice })
    const { query } = connection.storage.database
    const noticing = createNoticing(ignoredBefore(query, connection.source.event.name), tell)
    const noted = async (): Promise<void> => {
      const notes = await noticing.end()
      emit({ type: 'run-noted', notes })
      await keepNotes(query, runId, notes).catch(() => undefined)
    }
    try {
      const outcome = await drain(
        {
          runId,
          queueName: connection.source.queue.name,
          circumstances: circumstancesOf(connection.source, input, rules),
          until,
          maxMessages,
          maxMs: maxSeconds === null ? null : maxSeconds * 1_000,
          ...{ isPaused, nudge },
          queue: connection.queue,
          store: connection.storage.store,
          prepare: connection.prepareBy(rules, createEnvelopeNotice(tell), noticing.notes),
          reject: connection.reject,
          limits: rules.limits,
          maxRejectedShare: rules.maxRejectedShare,
          onPhase: createPhaseTeller(emit),
          onCounts: (counts, at) => emit({ type: 'run-settled', counts, at }),
          onHeld: (held) => emit({ type: 'run-held', held }),
          onDepth: (depth) => emit({ type: 'depth', depth }),
          onBottleneck: (bottleneck) => emit({ type: 'run-bottleneck', bottleneck }),
        },
        signal,
      )
      await noted()
      emit({ type: 'run-ended', at: Date.now(), outcome, failure: null })
    } catch (error) {
      await noted()
      emit({ type: 'run-ended', at: Date.now(), outcome: 'failed', failure: toFailure(error) })
    }
  }

  return {
    start: (connection, input) => {
      const runId = randomUUID()
      void begin(runId, (signal, isPaused) => execute(runId, connection, input, signal, isPaused))
      return runId
    },
    tryOut: (connection, maxMessages) => {
      const maxReceiveCount = connection.deadLetters?.maxReceiveCount ?? null
      // The look itself would be the only receive that each message has.
      if (maxReceiveCount === 1) throw new FailureError(failure('dry-run-unsafe'))
      const { queue } = connection
      const rules = rulesNow()
      const prepare = connection.prepareBy(rules)
      const { heldBytes } = rules.limits
      const { store } = connection.storage
      const showDepth = async () => {
        const depth = await queue.depth().catch(() => null)
        if (depth !== null) emit({ type: 'depth', depth })
      }
      return begin(null, (signal) =>
        dryRun({ queue, store, prepare, maxMessages, maxReceiveCount, heldBytes }, signal).finally(showDepth),
      )
    },
    occupy,
    retry: ({ storage, source }, which, upTo) =>
      occupy(async (runId, rules, signal) => {
        await storage.makeReady()
        const database = nameOfDatabase(source.database)
        return retryRejected({ storage, which, upTo, event: source.event, rules, database }, signal, runId)
      }),
    stop: () => present().abort.abort(),
    pause: () => void (present().paused = true),
    resume: () => void (present().paused = false),
    hurry: nudge.give,
    isActive: () => active !== null,
    activeId: () => active?.runId ?? null,
    close: async () => {
      active?.abort.abort()
      await active?.done
    },
  }
}

/** Tells each phase of a run, with how long in all it could not work before. */
const createPhaseTeller = (emit: (event: MonitorEvent) => void): ((phase: Phase) => void) => {
  let idle = neverIdle
  return (phase) => {
    const at = Date.now()
    idle = idleAfter(idle, phase, at)
    emit({ type: 'run-phase', phase, at: idle.since ?? at, idleMs: idle.ms })
  }
}
