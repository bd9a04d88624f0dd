import { z } from 'zod'
import type { Counts } from './events.ts'

export const runInputs = {
  startRun: z.strictObject({
    until: z.enum(['empty', 'stopped']).default('empty'),
    maxMessages: z.int().positive().nullable().default(null),
  }),
  stopRun: z.strictObject({}),
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

export interface RunOutputs {
  readonly startRun: { readonly runId: string }
  readonly stopRun: null
  readonly reconcileRun: Reconciliation
}
