import {
  noCounts,
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
import type { RunNotes } from './run-notes.ts'

export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'connected'; readonly source: Source }
  | { readonly state: 'failed'; readonly failure: Failure }

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
  /** How many messages were settled lately, oldest first, for the rate. */
  readonly recent: readonly { readonly at: number; readonly settled: number }[]
  /** Null until it ends. */
  readonly notes: RunNotes | null
  readonly end: { readonly at: number; readonly outcome: Outcome; readonly failure: Failure | null } | null
}

/** Everything a window needs to draw itself. Deltas arrive as events and are folded in. */
export interface Snapshot {
  /** The number of the last frame folded in. */
  readonly seq: number
  readonly connection: Connection
  /** Whether queue and database answer, as they were last seen. */
  readonly neighbours: Neighbours
  readonly depth: Depth | null
  /** Messages in the dead-letter queue; null where there is none or it is not known. */
  readonly deadLetters: number | null
  /** The run that goes on, or the last one since the start. */
  readonly run: RunView | null
  /** The export that goes on. */
  readonly export: ExportView | null
}

/** What is known of a queue and a database that nobody has looked at. */
const nothingSeen = { neighbours: noNeighbours, depth: null, deadLetters: null }

export const emptySnapshot: Snapshot = {
  seq: 0,
  connection: { state: 'connecting' },
  ...nothingSeen,
  run: null,
  export: null,
}

/** How far back the rate looks, in milliseconds. */
const rateWindow = 5_000

/** The snapshot after one event. Pure: the engine and every window run the same function. */
export const fold = (snapshot: Snapshot, event: MonitorEvent): Snapshot => {
  switch (event.type) {
    case 'connecting':
      return { ...snapshot, connection: { state: 'connecting' }, ...nothingSeen }
    case 'connected':
      return { ...snapshot, connection: { state: 'connected', source: event.source } }
    case 'connection-failed':
      return {
        ...snapshot,
        connection: { state: 'failed', failure: event.failure },
        ...nothingSeen,
      }
    case 'noticed':
      return { ...snapshot, connection: withNotice(snapshot.connection, event.notice) }
    case 'neighbour':
      return { ...snapshot, neighbours: { ...snapshot.neighbours, [event.which]: event.neighbour } }
    case 'depth':
      return { ...snapshot, depth: event.depth }
    case 'dead-letters':
      return { ...snapshot, deadLetters: event.count }
    case 'export':
      return { ...snapshot, export: event.export }
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
          recent: [],
          notes: null,
          end: null,
        },
      }
    case 'run-phase':
      return withRun(snapshot, (run) => ({ ...run, phase: event.phase }))
    case 'run-held':
      return withRun(snapshot, (run) => ({ ...run, held: event.held }))
    case 'run-settled':
      return withRun(snapshot, (run) => ({
        ...run,
        counts: addCounts(run.counts, event.counts),
        recent: [...run.recent, { at: event.at, settled: event.counts.received }].filter(
          (sample) => sample.at > event.at - rateWindow,
        ),
      }))
    case 'run-noted':
      return withRun(snapshot, (run) => ({ ...run, notes: event.notes }))
    case 'run-ended':
      return withRun(snapshot, (run) => ({
        ...run,
        end: { at: event.at, outcome: event.outcome, failure: event.failure },
      }))
    default:
      return assertNever(event)
  }
}

const withNotice = (connection: Connection, notice: string): Connection =>
  connection.state !== 'connected' || connection.source.notices.includes(notice)
    ? connection
    : {
        ...connection,
        source: { ...connection.source, notices: [...connection.source.notices, notice] },
      }

const withRun = (snapshot: Snapshot, change: (run: RunView) => RunView): Snapshot =>
  snapshot.run === null ? snapshot : { ...snapshot, run: change(snapshot.run) }

export const addCounts = (a: Counts, b: Counts): Counts => ({
  received: a.received + b.received,
  loaded: a.loaded + b.loaded,
  duplicates: a.duplicates + b.duplicates,
  rejected: a.rejected + b.rejected,
  released: a.released + b.released,
})

/** Messages a second over the last few seconds at the moment `now`; null while there is too little to tell. */
export const rate = (run: RunView, now: number): number | null => {
  const from = Math.max(run.startedAt, now - rateWindow)
  const seconds = (now - from) / 1000
  if (seconds < 0.2) return null
  const settled = run.recent
    .filter((sample) => sample.at > from)
    .reduce((sum, sample) => sum + sample.settled, 0)
  return settled / seconds
}
