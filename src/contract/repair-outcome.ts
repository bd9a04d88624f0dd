import type { Failure } from './failure.ts'
import type { Reason } from './reason.ts'

/** Default limits of a replay. */
export const usualReplay = {
  /** The share of a stage that may be rejected again, in percent. */
  mostFailures: 10,
  /** How often rules can send messages of one origin. */
  mostSends: 5,
} as const

/** What a rule would do with its messages, by a run's judge, with nothing sent or written. */
export interface RepairPreview {
  readonly rule: string
  readonly meant: number
  /** Those that it changes; only they are sent. */
  readonly changed: number
  readonly wouldPass: number
  /** Of those that would pass: their event is loaded, or another of them loads it, so they make no row. */
  readonly alreadyLoaded: number
  readonly wouldFail: number
  /** Not sent: rules have sent their origin as often as allowed. */
  readonly capped: number
  /** Why the rest would still fail, each reason with its number of messages, most frequent first. */
  readonly reasons: readonly (Pick<Reason, 'code' | 'pointer'> & { readonly count: number })[]
}

/** The result of applying a rule. */
export interface RepairOutcome {
  readonly rule: string | null
  /** The run that did it; null if there was nothing to do. */
  readonly runId: string | null
  readonly meant: number
  /** Loaded, already loaded or rejected again. */
  readonly sent: number
  readonly loaded: number
  readonly alreadyLoaded: number
  readonly rejectedAgain: number
  readonly capped: number
  /** Not sent: someone else has mended, loaded, discarded or erased them meanwhile. */
  readonly taken: number
  /** `stopped` by a person, or because too many of a stage were rejected again; then `stage` says which. */
  readonly end: 'done' | 'stopped' | 'failed'
  readonly stage: { readonly stage: number; readonly sent: number; readonly failed: number } | null
  readonly failure: Failure | null
}

/** Describes a rule that failed while it was applied, so that the number sent is unknown. */
export const failedRepair = (
  { name, runId }: { readonly name: string; readonly runId: string },
  cause: Failure,
): RepairOutcome => ({
  ...{ rule: name, runId, meant: 0, sent: 0, loaded: 0, alreadyLoaded: 0, rejectedAgain: 0 },
  ...{ capped: 0, taken: 0, end: 'failed', stage: null, failure: cause },
})
