/** Something that is about to be sent back to a queue. */
export interface ReturnToNote {
  /** The rejected message, and which version of it; null for one that comes straight from a dead-letter queue. */
  readonly rejected: { readonly id: string; readonly version: number } | null
  readonly originId: string
}

/**
 * - `noted`: it can be sent. `attempt` distinguishes it from every other.
 * - `capped`: its origin was sent as often as allowed.
 * - `under-way`: it was sent before, and nothing has become of it yet; or someone else is sending it right now.
 * - `taken`: someone has loaded, discarded or erased it meanwhile.
 */
export type NoteAnswer =
  | { readonly kind: 'noted'; readonly returnId: string; readonly attempt: string }
  | { readonly kind: 'capped' }
  | { readonly kind: 'under-way' }
  | { readonly kind: 'taken' }

/** A rejected message that can be sent back. */
export interface Returnable {
  /** Its newest version; null if there is only the original. */
  readonly newest: { readonly version: number; readonly sealedBody: Uint8Array } | null
  /** The queue that it came from, by name. */
  readonly queue: string | null
}

/**
 * Messages sent back to queues. Each is recorded before it is sent, so that a kill cannot hide it. Calls throw
 * `PortError`.
 */
export interface ReturnsPort {
  known(rejectedIds: readonly string[]): Promise<ReadonlyMap<string, Returnable>>
  /** Returns the results in the order of the input. */
  begin(returns: readonly ReturnToNote[]): Promise<readonly NoteAnswer[]>
  /** The queue has taken them. */
  confirm(returnIds: readonly string[]): Promise<void>
  /** The queue will never take them. */
  withdraw(returnIds: readonly string[]): Promise<void>
  /** Records the fate of sent messages that a run has met. */
  settle(): Promise<void>
}
