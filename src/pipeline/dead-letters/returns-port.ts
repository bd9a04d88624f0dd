/** Something that is about to be sent back to a queue. */
export interface ReturnToNote {
  /** The rejected message, and which version of it; null for one that comes straight from a dead-letter queue. */
  readonly rejected: { readonly id: string; readonly version: number } | null
  readonly originId: string
}

/**
 * - `noted`: it may be sent. `attempt` tells it from every other.
 * - `capped`: its origin was sent as often as it may be.
 * - `under-way`: it was sent before, and nothing has become of it yet; or somebody else sends it in this moment.
 * - `taken`: somebody has loaded, discarded or erased it meanwhile.
 */
export type NoteAnswer =
  | { readonly kind: 'noted'; readonly returnId: string; readonly attempt: string }
  | { readonly kind: 'capped' }
  | { readonly kind: 'under-way' }
  | { readonly kind: 'taken' }

/** What is known of a rejected message that may be sent back. */
export interface Returnable {
  /** The newest of what was made of it; null where there is only the message as it came. */
  readonly newest: { readonly version: number; readonly sealedBody: Uint8Array } | null
  /** The queue that it came from, by name. */
  readonly queue: string | null
}

/** What was sent back to queues. It is noted before anything is sent, so that a kill cannot hide it. Calls throw `PortError`. */
export interface ReturnsPort {
  known(rejectedIds: readonly string[]): Promise<ReadonlyMap<string, Returnable>>
  /** Answers in the order of what was asked. */
  begin(returns: readonly ReturnToNote[]): Promise<readonly NoteAnswer[]>
  /** The queue has taken them. */
  confirm(returnIds: readonly string[]): Promise<void>
  /** The queue will never take them. */
  withdraw(returnIds: readonly string[]): Promise<void>
  /** Says of what was sent what has become of it, where a run has met it. */
  settle(): Promise<void>
}
