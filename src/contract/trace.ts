import { z } from 'zod'
import { text } from './input.ts'
import type { Reason } from './reason.ts'
import type { RejectedState } from './rejected.ts'
import { visible, type Shown } from './visible.ts'

export const traceInputs = {
  /** A message's fate, by its SQS id or its origin id. */
  traceMessage: z.strictObject({ name: text(1, 256) }),
} as const

/** A row that a message was loaded as. The table's owner may have deleted it since. */
export interface TracedRow {
  readonly rowId: string
  readonly messageId: string
  readonly originId: string
  readonly runId: string | null
  /** ISO 8601, UTC. */
  readonly loadedAt: string
}

/** One rejection of a message, or of another with the same origin. */
export interface TracedRejection {
  readonly id: string
  readonly messageId: string
  readonly originId: string
  readonly runId: string
  /** ISO 8601, UTC. */
  readonly rejectedAt: string
  readonly reasons: readonly Reason[]
  readonly state: RejectedState
  /** The row that it became later; null if it did not. */
  readonly rowId: string | null
  /** The rule by which it became the row; null if none did. */
  readonly rule: string | null
}

/** Oldest first. Both are empty if nothing is known of the message, or no longer known. */
export interface MessageTrace {
  readonly rows: readonly TracedRow[]
  readonly rejections: readonly TracedRejection[]
}

/** Says that nothing is known of a message, and what that may mean. */
export const unknownMessage = (name: string, shown: Shown = visible): string =>
  `Nothing is known of ${shown(name)} here. It has not been received, or was loaded so long ago that the ledger has forgotten it.`

export interface TraceOutputs {
  readonly traceMessage: MessageTrace
}
