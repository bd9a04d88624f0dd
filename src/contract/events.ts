import type { DeadLetterWorkView } from './dead-letter-work.ts'
import type { EventDefinition } from './event-definition.ts'
import type { ExportView } from './exports.ts'
import type { Failure } from './failure.ts'
import type { Neighbour, NeighbourName } from './neighbours.ts'
import type { LookView, RepairView } from './rules.ts'
import type { RunNotes, SourceNotice } from './run-notes.ts'

/** How many messages the queue holds, as SQS estimates it, at a moment in milliseconds since 1970. */
export interface Depth {
  /** Waiting to be received. */
  readonly visible: number
  /** Received by some consumer and neither deleted nor returned yet. */
  readonly inFlight: number
  /** Sent with a delay that has not passed. */
  readonly delayed: number
  readonly at: number
}

/** What became of messages. Always: received = loaded + duplicates + rejected + released, once a run has ended. */
export interface Counts {
  readonly received: number
  readonly loaded: number
  readonly duplicates: number
  readonly rejected: number
  readonly released: number
}

export const noCounts: Counts = { received: 0, loaded: 0, duplicates: 0, rejected: 0, released: 0 }

/** What a run is doing, for people to read. */
export type Phase =
  | { readonly name: 'receiving' }
  /** The queue had nothing; more may come. */
  | { readonly name: 'waiting' }
  /** Nothing to receive, but other consumers hold this many messages. */
  | { readonly name: 'blocked'; readonly inFlight: number }
  /** The database is away; the next try is at `until` (milliseconds since 1970). */
  | { readonly name: 'waiting-for-database'; readonly until: number; readonly failure: Failure }
  | { readonly name: 'waiting-for-queue'; readonly until: number; readonly failure: Failure }
  /** One message was refused, and there was no other row to compare it with; it comes again at `until`. */
  | { readonly name: 'waiting-for-witness'; readonly until: number; readonly failure: Failure }
  /** Paused by a person: nothing is received, and held messages are settled. */
  | { readonly name: 'paused' }
  /**
   * Told to stop, or done: the last messages are being settled. With `pollEndsAt` a call to the queue is still open.
   * It is not cut off, as it may bring messages, and ends by then (milliseconds since 1970).
   */
  | { readonly name: 'finishing'; readonly pollEndsAt?: number }

/** What a run waits for more than for anything else. */
export type Bottleneck = 'queue' | 'processor' | 'database'

export type RunUntil = 'empty' | 'stopped'

/** How a run ended. */
export type Outcome = 'drained' | 'stopped' | 'limit' | 'failed'

/** The dead-letter queue of a queue. */
export interface DeadLetterPolicy {
  readonly name: string
  /** A message that is received more often than this goes there. */
  readonly maxReceiveCount: number
}

/** The addresses of queue and database, without any secret. */
export interface Source {
  readonly queue: {
    readonly name: string
    readonly endpoint: string
    readonly embedded: boolean
    /** Where the queue puts what was received too often; null if it has no such queue, or will not say. */
    readonly deadLetters: DeadLetterPolicy | null
  }
  readonly database: { readonly address: string; readonly name: string; readonly embedded: boolean }
  readonly maskKey: { readonly origin: string; readonly checkValue: string }
  /** The event that the messages are read as, and the table they go to. */
  readonly event: EventDefinition
  /** How many sample messages this start has put on the built-in queue: only the very first one does. */
  readonly samples: number
  /** The definition's name in the history: the event's name, and the hash of what decides a row. */
  readonly definition: string
  /** Things worth knowing that happened at the start, or since. */
  readonly notices: readonly SourceNotice[]
}

export type MonitorEvent =
  | { readonly type: 'connecting' }
  | { readonly type: 'connected'; readonly source: Source }
  /** `nextTryAt` is when it is tried again (milliseconds since 1970); null if a person has to act first. */
  | {
      readonly type: 'connection-failed'
      readonly failure: Failure
      readonly at: number
      readonly nextTryAt: number | null
    }
  /** Something worth knowing that happened after the start. */
  | { readonly type: 'noticed'; readonly notice: SourceNotice }
  /** The queue or the database has gone away, come back, or is being started again. */
  | { readonly type: 'neighbour'; readonly which: NeighbourName; readonly neighbour: Neighbour }
  | { readonly type: 'depth'; readonly depth: Depth }
  /** How many messages the dead-letter queue holds, as SQS estimates it. */
  | { readonly type: 'dead-letters'; readonly count: number }
  /** How far the export has come; null once it has ended, however it did. */
  | { readonly type: 'export'; readonly export: ExportView | null }
  /** How far a look at many rejected messages has come; null once it has ended, however it did. */
  | { readonly type: 'look'; readonly operation: string; readonly look: LookView | null }
  /** How a rule is applied, and what became of that. */
  | { readonly type: 'repair'; readonly repair: RepairView }
  /** How far work on dead letters has come, and what became of that. */
  | { readonly type: 'dead-letter-work'; readonly work: DeadLetterWorkView }
  | {
      readonly type: 'run-started'
      readonly runId: string
      readonly at: number
      readonly until: RunUntil
      readonly maxMessages: number | null
      /** After how many seconds it stops receiving; null for any time. */
      readonly maxSeconds: number | null
    }
  /** `idleMs` is for how long in all the run could not work before `at`; see `Idle`. */
  | { readonly type: 'run-phase'; readonly phase: Phase; readonly at: number; readonly idleMs: number }
  /** Messages received and not settled yet. */
  | { readonly type: 'run-held'; readonly held: number }
  /** What the run waits for more than for anything else; null once nothing is clear any more. */
  | { readonly type: 'run-bottleneck'; readonly bottleneck: Bottleneck | null }
  | { readonly type: 'run-settled'; readonly counts: Counts; readonly at: number }
  /** What the run that ends noticed about the messages that it read. */
  | { readonly type: 'run-noted'; readonly notes: RunNotes }
  | {
      readonly type: 'run-ended'
      readonly at: number
      readonly outcome: Outcome
      readonly failure: Failure | null
    }

/** Some events at once, numbered without gaps, so that a late window can tell which it has folded already. */
export interface Frame {
  readonly seq: number
  /** Where several frames were merged into this one: the number of the first of them. `seq` is that of the last. */
  readonly first?: number
  readonly events: readonly MonitorEvent[]
}
