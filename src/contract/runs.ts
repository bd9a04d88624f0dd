import { z } from 'zod'
import type { Counts, Outcome } from './events.ts'
import type { Failure } from './failure.ts'
import type { ReasonCode } from './reason.ts'
import type { RunCircumstances, RunKind } from './run-circumstances.ts'
import type { RunDifference } from './run-difference.ts'
import type { RunNotes } from './run-notes.ts'

/** A run's status in the history: how it ended, or without a recorded end. */
const runStatuses = ['drained', 'stopped', 'limit', 'failed', 'cut-off', 'running'] as const

/** Bounded because a dry run receives what it looks at, and each message has only so many receives. */
export const mostLookedAt = 10_000

export const runInputs = {
  startRun: z.strictObject({
    until: z.enum(['empty', 'stopped']).default('empty'),
    maxMessages: z.int().positive().nullable().default(null),
    /** At most a week. */
    maxSeconds: z.int().positive().max(604_800).nullable().default(null),
    /** Continues however many messages are rejected, in this run only. */
    ignoreRejectedShare: z.boolean().default(false),
  }),
  stopRun: z.strictObject({}),
  /** Receives nothing more until `resumeRun`; what is held is settled. */
  pauseRun: z.strictObject({}),
  resumeRun: z.strictObject({}),
  /** Looks at what a run would make of the messages that wait, and puts them all back. `stopRun` ends it early. */
  dryRun: z.strictObject({ maxMessages: z.int().min(1).max(mostLookedAt).default(1_000) }),
  /** Whether a run's counts match the ledger, computed by the database. */
  reconcileRun: z.strictObject({ runId: z.uuid() }),
  /** The history, newest first. */
  listRuns: z.strictObject({
    status: z.enum(runStatuses).nullable().default(null),
    /** Only runs over the queue of this name, and none over rejected messages. */
    queue: z.string().max(2_048).nullable().default(null),
    /** The last run of the page before. */
    before: z.uuid().nullable().default(null),
    limit: z.int().min(1).max(200).default(30),
  }),
  /** One run with its course, its sum and what was different from the run before. */
  getRun: z.strictObject({ runId: z.uuid() }),
} as const

/** `running` is a run of this engine; `cut-off` has no end in the history: its process died, or it runs elsewhere. */
export type RunStatus = Outcome | 'cut-off' | 'running'

/** A run's counts, and what the database holds of it. */
export interface Reconciliation {
  readonly runId: string
  readonly counts: Counts
  /**
   * Entries of this run in the ledger and messages that it rejected, both counted; null once some of the entries have been
   * pruned, and in `getRun` while it goes on.
   */
  readonly ledger: { readonly loaded: number; readonly rejected: number } | null
  /** Whether received = loaded + duplicates + rejected + released, and as many are there. */
  readonly holds: boolean
}

/** What a run would make of the messages that a dry run has looked at. */
export interface Forecast {
  readonly looked: number
  readonly loaded: number
  readonly duplicates: number
  readonly rejected: number
  /** How many rejected messages have this reason; a message can have several. The most frequent first. */
  readonly reasons: readonly { readonly code: ReasonCode; readonly count: number }[]
  /** Whether the queue had no more messages. */
  readonly sawAll: boolean
  /** Messages that the queue will put into its dead-letter queue when they are received once more. */
  readonly atRisk: number
  /** What it noticed in the messages that it could read: names that no field reads, values that would be cut. */
  readonly notes: RunNotes
}

export interface RunSummary {
  readonly runId: string
  /** A run over the queue, or over rejected messages that were retried; then the queue is the one they came from. */
  readonly kind: RunKind
  readonly queue: string
  /** ISO 8601, UTC, by the database's clock. */
  readonly startedAt: string
  /** When it ended, or last committed something if its end was never noted. */
  readonly lastAt: string
  readonly status: RunStatus
  readonly counts: Counts
  /**
   * How long it was paused or held up, in milliseconds. In the history these are the gaps of ten seconds and more
   * between two transactions, as pauses and outages leave no other trace.
   */
  readonly idleMs: number
  /** Why it failed, if that was recorded. */
  readonly failure: Failure | null
  /** Null in runs from before this was recorded. */
  readonly circumstances: RunCircumstances | null
  /** What it noticed in the messages that it read; null if nothing. */
  readonly notes: RunNotes | null
}

export interface RunPage {
  readonly runs: readonly RunSummary[]
  /** How many there are with this status. */
  readonly total: number
  /** Pass as `before` for the next page; null on the last one. */
  readonly next: string | null
}

/** How a run went: what was settled in each of at most a few hundred equal stretches of time. */
export interface RunSeries {
  /** Length of a stretch in milliseconds; the first begins with the run. */
  readonly stepMs: number
  readonly loaded: readonly number[]
  readonly duplicates: readonly number[]
  readonly rejected: readonly number[]
  readonly released: readonly number[]
}

export interface RunDetails extends RunSummary {
  readonly series: RunSeries
  readonly reconciliation: Reconciliation
  /** The run of the same kind that began before this one; null for the first. */
  readonly previous: { readonly runId: string; readonly startedAt: string } | null
  /** The differences from the run before; null if either has no recorded circumstances. */
  readonly differences: readonly RunDifference[] | null
}

export interface RunOutputs {
  readonly startRun: { readonly runId: string }
  readonly stopRun: null
  readonly pauseRun: null
  readonly resumeRun: null
  readonly dryRun: Forecast
  readonly reconcileRun: Reconciliation
  readonly listRuns: RunPage
  readonly getRun: RunDetails
}
