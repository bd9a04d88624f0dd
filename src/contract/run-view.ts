import {
  noCounts,
  type Bottleneck,
  type Counts,
  type Depth,
  type MonitorEvent,
  type Outcome,
  type Phase,
  type RunUntil,
} from './events.ts'
import type { Failure } from './failure.ts'
import { assertNever } from './result.ts'
import type { RunNotes } from './run-notes.ts'
import { activeMs, endIdle, isIdle, neverIdle, type Idle } from './run-clock.ts'
import { addCounts, rateWindow } from './rates.ts'
import type { LevelSample } from './time-to-empty.ts'

/** One run as far as it has come. Times are milliseconds since 1970. */
export interface RunView {
  readonly runId: string
  readonly startedAt: number
  readonly until: RunUntil
  readonly maxMessages: number | null
  readonly maxSeconds: number | null
  readonly phase: Phase
  readonly counts: Counts
  /** Messages received and not settled yet. */
  readonly held: number
  readonly idle: Idle
  /** Recent counts, oldest first, for the rates. `at` is of the run's own clock; see `activeMs`. */
  readonly recent: readonly { readonly at: number; readonly counts: Counts }[]
  /** As last seen; see `bottleneckNow`. */
  readonly bottleneck: Bottleneck | null
  /** Null until it ends. */
  readonly notes: RunNotes | null
  /** How full the queue was lately while the run could work, oldest first, for the forecast. */
  readonly trend: readonly LevelSample[]
  readonly end: RunEnd | null
}

export interface RunEnd {
  readonly at: number
  readonly outcome: Outcome
  readonly failure: Failure | null
  /** How many messages were left for a next run, as the queue said right after the end; null until it has. */
  readonly left: number | null
}

/** How far back the forecast looks, in milliseconds, and at how many samples at most. */
const trendWindow = 60_000
const mostSamples = 120

type RunEvent<T extends string = `run-${string}`> = Extract<MonitorEvent, { readonly type: T }>

/** The run after one event about it; if there is none, only a start changes that. */
export const foldRun = (run: RunView | null, event: RunEvent): RunView | null => {
  if (event.type === 'run-started') return newRun(event)
  if (run === null) return null
  switch (event.type) {
    case 'run-phase': {
      const idle = { ms: event.idleMs, since: isIdle(event.phase) ? event.at : null }
      return { ...run, phase: event.phase, idle }
    }
    case 'run-held':
      return { ...run, held: event.held }
    case 'run-bottleneck':
      return { ...run, bottleneck: event.bottleneck }
    case 'run-settled':
      return withSettled(run, event)
    case 'run-noted':
      return { ...run, notes: event.notes }
    case 'run-ended': {
      const { at, outcome, failure } = event
      return { ...run, idle: endIdle(run.idle, at), end: { at, outcome, failure, left: null } }
    }
    default:
      return assertNever(event)
  }
}

const newRun = ({ runId, at, until, maxMessages, maxSeconds }: RunEvent<'run-started'>): RunView => ({
  runId,
  startedAt: at,
  until,
  maxMessages,
  maxSeconds,
  phase: { name: 'receiving' },
  counts: noCounts,
  held: 0,
  idle: neverIdle,
  recent: [],
  bottleneck: null,
  notes: null,
  trend: [],
  end: null,
})

const withSettled = (run: RunView, { counts, at }: RunEvent<'run-settled'>): RunView => {
  const now = activeMs(run, at)
  return {
    ...run,
    counts: addCounts(run.counts, counts),
    recent: [...run.recent, { at: now, counts }].filter((sample) => sample.at > now - rateWindow),
  }
}

/**
 * The run after the queue has said how full it is. What the level does while the run cannot work, or once it has ended, tells
 * nothing of how fast it works.
 */
export const withDepth = (run: RunView, { visible, inFlight, delayed, at }: Depth): RunView => {
  if (run.end !== null)
    return run.end.left === null ? { ...run, end: { ...run.end, left: visible + inFlight + delayed } } : run
  if (run.idle.since !== null || at < run.startedAt) return run
  const now = activeMs(run, at)
  const before = run.trend.filter((sample) => sample.at > now - trendWindow && sample.at < now)
  return { ...run, trend: [...before.slice(-mostSamples), { at: now, visible, stretch: run.idle.ms }] }
}
