import type { ParseRules } from '../pipeline/parse.ts'
import { takeLittleAhead, type RunLimits } from '../pipeline/run.ts'

/** How the next run is made. */
export interface RunRules extends ParseRules {
  readonly limits: RunLimits
  /** In percent; null for any share. See `Run`. */
  readonly maxRejectedShare: number | null
}

/** Where a message has a single receive, what a run holds when it ends goes to the dead-letter queue: it holds little. */
export const heedReceives = (rules: RunRules, maxReceiveCount: number | null): RunRules =>
  maxReceiveCount === 1 ? { ...rules, limits: takeLittleAhead(rules.limits) } : rules
