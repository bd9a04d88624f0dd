import type { DeadLetterWorkView } from './dead-letter-work.ts'
import type { Depth, MonitorEvent, Source } from './events.ts'
import type { ExportView } from './exports.ts'
import type { Failure } from './failure.ts'
import { noNeighbours, type Neighbours } from './neighbours.ts'
import type { LookView, RepairView } from './rules.ts'
import { describeNotice, type SourceNotice } from './run-notes.ts'
import { foldRun, withDepth, type RunView } from './run-view.ts'

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
    default: {
      const run = foldRun(snapshot.run, event)
      return run === snapshot.run ? snapshot : { ...snapshot, run }
    }
  }
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

const withNotice = (connection: Connection, notice: SourceNotice): Connection =>
  connection.state !== 'connected' ||
  connection.source.notices.some((other) => describeNotice(other) === describeNotice(notice))
    ? connection
    : {
        ...connection,
        source: { ...connection.source, notices: [...connection.source.notices, notice] },
      }
