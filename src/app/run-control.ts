import { randomUUID } from 'node:crypto'
import type { MonitorEvent } from '../contract/events.ts'
import { failure, FailureError } from '../contract/failure.ts'
import type { ParsedInput } from '../contract/monitor.ts'
import { defaultLimits, drain } from '../pipeline/run.ts'
import type { Connection } from './connection.ts'
import { toFailure } from './faults.ts'
import { circumstancesOf } from './run-circumstances.ts'

/** At most one run at a time. */
export interface RunControl {
  /** Throws `FailureError` with `run-active`. */
  readonly start: (connection: Connection, input: ParsedInput<'startRun'>) => string
  /** Asks the run to stop; it ends in its own time. Throws `FailureError` with `run-absent`. */
  readonly stop: () => void
  readonly isActive: () => boolean
  /** The run that goes on, or null. */
  readonly activeId: () => string | null
  /** Stops a run that goes on and waits for its end. */
  readonly close: () => Promise<void>
}

export const createRunControl = (emit: (event: MonitorEvent) => void): RunControl => {
  let active: {
    readonly runId: string
    readonly abort: AbortController
    readonly done: Promise<void>
  } | null = null

  const execute = async (
    runId: string,
    connection: Connection,
    input: ParsedInput<'startRun'>,
    signal: AbortSignal,
  ): Promise<void> => {
    try {
      const outcome = await drain(
        {
          runId,
          queueName: connection.source.queue.name,
          circumstances: circumstancesOf(connection, input, defaultLimits),
          until: input.until,
          maxMessages: input.maxMessages,
          queue: connection.queue,
          store: connection.storage.store,
          prepare: connection.prepare,
          reject: connection.reject,
          limits: defaultLimits,
          onPhase: (phase) => emit({ type: 'run-phase', phase }),
          onCounts: (counts, at) => emit({ type: 'run-settled', counts, at }),
          onHeld: (held) => emit({ type: 'run-held', held }),
          onDepth: (depth) => emit({ type: 'depth', depth }),
        },
        signal,
      )
      emit({ type: 'run-ended', at: Date.now(), outcome, failure: null })
    } catch (error) {
      emit({ type: 'run-ended', at: Date.now(), outcome: 'failed', failure: toFailure(error) })
    }
  }

  return {
    start: (connection, input) => {
      if (active !== null) throw new FailureError(failure('run-active'))
      const runId = randomUUID()
      const abort = new AbortController()
      emit({ type: 'run-started', runId, at: Date.now(), until: input.until, maxMessages: input.maxMessages })
      const done = execute(runId, connection, input, abort.signal).finally(() => {
        active = null
      })
      active = { runId, abort, done }
      return runId
    },
    stop: () => {
      if (active === null) throw new FailureError(failure('run-absent'))
      active.abort.abort()
    },
    isActive: () => active !== null,
    activeId: () => active?.runId ?? null,
    close: async () => {
      active?.abort.abort()
      await active?.done
    },
  }
}
