import type { EventDefinition } from '../contract/event-definition.ts'
import { takeLittleAhead, type RunLimits } from '../pipeline/run-limits.ts'

/** How messages are judged beyond what their definition says. */
export interface ReadingRules {
  /** Lets a message have names that no field reads, whatever the definition says. */
  readonly allowUnknownFields: boolean
}

/** The definition as the rules have it. */
export const ruledBy = (event: EventDefinition, { allowUnknownFields }: ReadingRules): EventDefinition =>
  allowUnknownFields ? { ...event, unknownFields: 'ignore' } : event

/** How the next run is made. */
export interface RunRules extends ReadingRules {
  readonly limits: RunLimits
  /** In percent; null for any share. See `Run`. */
  readonly maxRejectedShare: number | null
}

/**
 * If messages can be received only once, what a run holds at its end goes to the dead-letter queue, so it holds
 * little.
 */
export const heedReceives = (rules: RunRules, maxReceiveCount: number | null): RunRules =>
  maxReceiveCount === 1 ? { ...rules, limits: takeLittleAhead(rules.limits) } : rules
