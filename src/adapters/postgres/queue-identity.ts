/**
 * How the history identifies a queue: two endpoints can each have one of the same name. Records from before endpoints
 * were stored (null) belong to the queue of that name, unless a second one is known.
 */
export interface QueueIdentity {
  readonly name: string
  /** The service's address, or a constant for one that changes with each start. */
  readonly endpoint: string
}
