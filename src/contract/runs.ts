import { z } from 'zod'
import type { Counts } from './events.ts'
import type { ReasonCode } from './reason.ts'

export const runInputs = {
  startRun: z.strictObject({
    until: z.enum(['empty', 'stopped']).default('empty'),
    maxMessages: z.int().positive().nullable().default(null),
    /** At most a week. */
    maxSeconds: z.int().positive().max(604_800).nullable().default(null),
  }),
  stopRun: z.strictObject({}),
  /** Receives nothing more until `resumeRun`; what is in hand is settled. */
  pauseRun: z.strictObject({}),
  resumeRun: z.strictObject({}),
  /** Looks at what a run would make of the messages that wait, and puts them all back. `stopRun` ends it early. */
  dryRun: z.strictObject({ maxMessages: z.int().min(1).max(10_000).default(1_000) }),
  /** Whether what a run counted is what the ledger holds, computed by the database. */
  reconcileRun: z.strictObject({ runId: z.uuid() }),
} as const

/** What a run counted, and what the ledger holds of it. */
export interface Reconciliation {
  readonly runId: string
  readonly counts: Counts
  /** Entries of this run in the ledger; null once some of them have been pruned. */
  readonly ledger: { readonly loaded: number; readonly rejected: number } | null
  /** Whether received = loaded + duplicates + rejected + released, and the ledger holds as many. */
  readonly holds: boolean
}

/** What a run would make of the messages that a dry run has looked at. */
export interface Forecast {
  readonly looked: number
  readonly loaded: number
  readonly duplicates: number
  readonly rejected: number
  /** How many of the rejected have this reason; a message may have several. The most frequent first. */
  readonly reasons: readonly { readonly code: ReasonCode; readonly count: number }[]
  /** Whether the queue had no more to give. */
  readonly sawAll: boolean
  /** Messages that the queue will put into its dead-letter queue when they are received once more. */
  readonly atRisk: number
}

export interface RunOutputs {
  readonly startRun: { readonly runId: string }
  readonly stopRun: null
  readonly pauseRun: null
  readonly resumeRun: null
  readonly dryRun: Forecast
  readonly reconcileRun: Reconciliation
}
