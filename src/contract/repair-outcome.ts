import type { Failure } from './failure.ts'
import type { Reason } from './reason.ts'

/** Usual limits of a replay. */
export const usualReplay = {
  /** The share of a stage that may be rejected again, in percent. */
  mostFailures: 10,
  /** How often rules may send messages of one origin. */
  mostSends: 5,
} as const

/** What a rule would do with the messages that it is meant for, by the judge of a run, with nothing sent or written. */
export interface RepairPreview {
  readonly rule: string
  readonly meant: number
  /** Those in which it changes something; only they are sent. */
  readonly changed: number
  readonly wouldPass: number
  readonly wouldFail: number
  /** Not sent: rules have sent their origin as often as they may. */
  readonly capped: number
  /** Why those that would fail still do, each with how many messages have it, the most first. */
  readonly reasons: readonly (Pick<Reason, 'code' | 'pointer'> & { readonly count: number })[]
}

/** What was done with the messages. */
export interface RepairOutcome {
  readonly rule: string | null
  /** The run that did it; null where there was nothing to do. */
  readonly runId: string | null
  readonly meant: number
  /** Loaded, already loaded or rejected again. */
  readonly sent: number
  readonly loaded: number
  readonly alreadyLoaded: number
  readonly rejectedAgain: number
  readonly capped: number
  /** Not sent: somebody else has mended, loaded, discarded or erased them meanwhile. */
  readonly taken: number
  /** `stopped` where somebody ended it, or too many of a stage were rejected again; then `stage` says which. */
  readonly end: 'done' | 'stopped' | 'failed'
  readonly stage: { readonly stage: number; readonly sent: number; readonly failed: number } | null
  readonly failure: Failure | null
}

/** What is known of a rule that was being applied when something failed, and how many were sent is not. */
export const failedRepair = (
  { name, runId }: { readonly name: string; readonly runId: string },
  cause: Failure,
): RepairOutcome => ({
  ...{ rule: name, runId, meant: 0, sent: 0, loaded: 0, alreadyLoaded: 0, rejectedAgain: 0 },
  ...{ capped: 0, taken: 0, end: 'failed', stage: null, failure: cause },
})
