import { ignoredBefore, keepNotes } from '../adapters/postgres/run-notes.ts'
import type { MonitorEvent, Phase } from '../contract/events.ts'
import type { ParsedInput } from '../contract/monitor.ts'
import type { SourceNotice } from '../contract/run-notes.ts'
import { idleAfter, neverIdle } from '../contract/run-clock.ts'
import { drain } from '../pipeline/run.ts'
import type { Connection } from './connection.ts'
import { createEnvelopeNotice } from './envelope-notice.ts'
import { toFailure } from './faults.ts'
import { openRulesAtWork } from './repair/rules-at-work.ts'
import { circumstancesOf, nameOfDatabase } from './run-circumstances.ts'
import { createNoticing } from './run-noticing.ts'
import { heedReceives, type RunRules } from './run-rules.ts'

export interface RunToExecute {
  readonly runId: string
  readonly connection: Connection
  readonly input: ParsedInput<'startRun'>
  /** The current rules. */
  readonly rules: RunRules
  readonly emit: (event: MonitorEvent) => void
  readonly isPaused: () => boolean
}

/** Runs the pipeline over a connection's queue and reports progress. Never rejects: its end is reported too. */
export const executeRun = async (
  { runId, connection, input, rules: usualRules, emit, isPaused }: RunToExecute,
  signal: AbortSignal,
): Promise<void> => {
  const { until, maxMessages, maxSeconds, ignoreRejectedShare } = input
  const heeded = heedReceives(usualRules, connection.deadLetters?.maxReceiveCount ?? null)
  const rules = ignoreRejectedShare ? { ...heeded, maxRejectedShare: null } : heeded
  emit({ type: 'run-started', runId, at: Date.now(), until, maxMessages, maxSeconds })
  const tell = (notice: SourceNotice): void => emit({ type: 'noticed', notice })
  const { query } = connection.storage.database
  const atWork = openRulesAtWork(
    {
      ...{ runId, rules, tell, storage: connection.storage, event: connection.source.event },
      database: nameOfDatabase(connection.source.database),
    },
    signal,
  )
  const noticing = createNoticing(ignoredBefore(query, connection.source.event.name), tell)
  const noted = async (hasFailed: boolean): Promise<void> => {
    await atWork.finish(hasFailed)
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
        isPaused,
        queue: connection.queue,
        store: connection.storage.store,
        prepare: connection.prepareBy(rules, createEnvelopeNotice(tell), noticing.notes, atWork.wouldPass),
        reject: connection.reject,
        limits: rules.limits,
        maxRejectedShare: rules.maxRejectedShare,
        onPhase: createPhaseTeller(emit),
        onCounts: (counts, at) => {
          if (counts.rejected > 0) atWork.noteRejected()
          emit({ type: 'run-settled', counts, at })
        },
        onHeld: (held) => emit({ type: 'run-held', held }),
        onDepth: (depth) => emit({ type: 'depth', depth }),
        onBottleneck: (bottleneck) => emit({ type: 'run-bottleneck', bottleneck }),
      },
      signal,
    )
    await noted(false)
    emit({ type: 'run-ended', at: Date.now(), outcome, failure: null })
  } catch (error) {
    await noted(true)
    emit({ type: 'run-ended', at: Date.now(), outcome: 'failed', failure: toFailure(error) })
  }
}

/** Reports each phase of a run, with how long in total it could not work before. */
const createPhaseTeller = (emit: (event: MonitorEvent) => void): ((phase: Phase) => void) => {
  let idle = neverIdle
  return (phase) => {
    const at = Date.now()
    idle = idleAfter(idle, phase, at)
    emit({ type: 'run-phase', phase, at: idle.since ?? at, idleMs: idle.ms })
  }
}
