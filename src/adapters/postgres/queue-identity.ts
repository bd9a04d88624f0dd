/**
 * A queue as the history tells it from others: two endpoints may each have one of the same name. What was noted before
 * endpoints were (null) belongs to whichever queue has the name, as long as no second one is known to have it.
 */
export interface QueueIdentity {
  readonly name: string
  /** The service's address, or what stands for it where that changes from start to start. */
  readonly endpoint: string
}
