import type { DeadLetterWorkView } from './dead-letter-work.ts'
import {
  noCounts,
  type Bottleneck,
  type Counts,
  type Depth,
  type MonitorEvent,
  type Outcome,
  type Phase,
  type RunUntil,
  type Source,
} from './events.ts'
import type { ExportView } from './exports.ts'
import type { Failure } from './failure.ts'
import { noNeighbours, type Neighbours } from './neighbours.ts'
import { assertNever } from './result.ts'
import type { LookView, RepairView } from './rules.ts'
import type { RunNotes } from './run-notes.ts'
import { activeMs, endIdle, isIdle, neverIdle, type Idle } from './run-clock.ts'
import { addCounts, rateWindow } from './rates.ts'
import type { LevelSample } from './time-to-empty.ts'

export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'connected'; readonly source: Source }
  /** Since when it has failed, and when it is tried again; null if a person has to act first. */
  | {
      readonly state: 'failed'
      readonly failure: Failure
      readonly since: number
      readonly nextTryAt: number | null
    }

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

/** Everything a window needs to draw itself. Changes arrive as events and are folded in. */
export interface Snapshot {
  /** The number of the last frame folded in. */
  readonly seq: number
  readonly connection: Connection
  /**
   * Which connection this is, counted from the start: another number is another queue, another database, another
   * history. Everything that is shown belongs to one of them.
   */
  readonly connectionNumber: number
  /** Whether queue and database answer, as they were last seen. */
  readonly neighbours: Neighbours
  readonly depth: Depth | null
  /** Messages in the dead-letter queue; null if there is none or it is not known. */
  readonly deadLetters: number | null
  /** The current run, or the last one over this connection. */
  readonly run: RunView | null
  /** The current export. */
  readonly export: ExportView | null
  /** Looks at many rejected messages in progress, by the id of their operation. */
  readonly looks: Readonly<Record<string, LookView>>
  /** The rule that is being applied, or the last one over this connection. */
  readonly repair: RepairView | null
  /** Current work on dead letters, or the last over this connection. */
  readonly deadLetterWork: DeadLetterWorkView | null
}

/** The state of a queue and a database that were not looked at yet. */
const nothingSeen = { neighbours: noNeighbours, depth: null, deadLetters: null }

export const emptySnapshot: Snapshot = {
  seq: 0,
  connection: { state: 'connecting' },
  connectionNumber: 0,
  ...nothingSeen,
  run: null,
  export: null,
  looks: {},
  repair: null,
  deadLetterWork: null,
}

/** How far back the forecast looks, in milliseconds, and at how many samples at most. */
const trendWindow = 60_000
const mostSamples = 120

/** The snapshot after one event. Pure; the engine and every window run the same function. */
export const fold = (snapshot: Snapshot, event: MonitorEvent): Snapshot => {
  switch (event.type) {
    case 'connecting':
      return {
        ...snapshot,
        connection: { state: 'connecting' },
        connectionNumber: snapshot.connectionNumber + 1,
        ...nothingSeen,
        run: null,
        repair: null,
        deadLetterWork: null,
      }
    case 'connected':
      return { ...snapshot, connection: { state: 'connected', source: event.source } }
    case 'connection-failed':
      return {
        ...snapshot,
        connection: failedConnection(snapshot.connection, event),
        ...nothingSeen,
      }
    case 'noticed':
      return { ...snapshot, connection: withNotice(snapshot.connection, event.notice) }
    case 'neighbour':
      return { ...snapshot, neighbours: { ...snapshot.neighbours, [event.which]: event.neighbour } }
    case 'depth':
      return { ...snapshot, depth: event.depth, run: snapshot.run && withDepth(snapshot.run, event.depth) }
    case 'dead-letters':
      return { ...snapshot, deadLetters: event.count }
    case 'export':
      return { ...snapshot, export: event.export }
    case 'look': {
      const { [event.operation]: _, ...others } = snapshot.looks
      return {
        ...snapshot,
        looks: event.look === null ? others : { ...others, [event.operation]: event.look },
      }
    }
    case 'repair':
      return { ...snapshot, repair: event.repair }
    case 'dead-letter-work':
      return { ...snapshot, deadLetterWork: event.work }
    case 'run-started':
      return {
        ...snapshot,
        run: {
          runId: event.runId,
          startedAt: event.at,
          until: event.until,
          maxMessages: event.maxMessages,
          maxSeconds: event.maxSeconds,
          phase: { name: 'receiving' },
          counts: noCounts,
          held: 0,
          idle: neverIdle,
          recent: [],
          bottleneck: null,
          notes: null,
          trend: [],
          end: null,
        },
      }
    case 'run-phase':
      return withRun(snapshot, (run) => ({
        ...run,
        phase: event.phase,
        idle: { ms: event.idleMs, since: isIdle(event.phase) ? event.at : null },
      }))
    case 'run-held':
      return withRun(snapshot, (run) => ({ ...run, held: event.held }))
    case 'run-bottleneck':
      return withRun(snapshot, (run) => ({ ...run, bottleneck: event.bottleneck }))
    case 'run-settled':
      return withRun(snapshot, (run) => withSettled(run, event))
    case 'run-noted':
      return withRun(snapshot, (run) => ({ ...run, notes: event.notes }))
    case 'run-ended':
      return withRun(snapshot, (run) => ({
        ...run,
        idle: endIdle(run.idle, event.at),
        end: { at: event.at, outcome: event.outcome, failure: event.failure, left: null },
      }))
    default:
      return assertNever(event)
  }
}

const withSettled = (
  run: RunView,
  { counts, at }: Extract<MonitorEvent, { type: 'run-settled' }>,
): RunView => {
  const now = activeMs(run, at)
  return {
    ...run,
    counts: addCounts(run.counts, counts),
    recent: [...run.recent, { at: now, counts }].filter((sample) => sample.at > now - rateWindow),
  }
}

/** How the level changes while the run cannot work, or after its end, says nothing about its speed. */
const withDepth = (run: RunView, { visible, inFlight, delayed, at }: Depth): RunView => {
  if (run.end !== null)
    return run.end.left === null ? { ...run, end: { ...run.end, left: visible + inFlight + delayed } } : run
  if (run.idle.since !== null || at < run.startedAt) return run
  const now = activeMs(run, at)
  const before = run.trend.filter((sample) => sample.at > now - trendWindow && sample.at < now)
  return { ...run, trend: [...before.slice(-mostSamples), { at: now, visible, stretch: run.idle.ms }] }
}

/** A try that fails again does not restart the failure. */
const failedConnection = (
  before: Connection,
  { failure, at, nextTryAt }: Extract<MonitorEvent, { type: 'connection-failed' }>,
): Connection => ({
  state: 'failed',
  failure,
  since: before.state === 'failed' ? before.since : at,
  nextTryAt,
})

const withNotice = (connection: Connection, notice: string): Connection =>
  connection.state !== 'connected' || connection.source.notices.includes(notice)
    ? connection
    : {
        ...connection,
        source: { ...connection.source, notices: [...connection.source.notices, notice] },
      }

const withRun = (snapshot: Snapshot, change: (run: RunView) => RunView): Snapshot =>
  snapshot.run === null ? snapshot : { ...snapshot, run: change(snapshot.run) }
