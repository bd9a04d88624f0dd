import type { Delivery } from '../ports.ts'

/** Which messages of a dead-letter queue are meant. */
export interface Whose {
  /** ARN of the queue that they came from; null if the service does not say what it is. */
  readonly ownArn: string | null
  /** Whether other queues use it as their dead-letter queue, or may. */
  readonly isShared: boolean
  /** Whether messages of other queues are meant, too. */
  readonly all: boolean
}

/**
 * Whether a message of a dead-letter queue is meant. If its source is unknown, it is ours only if nobody else uses
 * the dead-letter queue.
 */
export const isMeant = ({ deadLetter }: Delivery, { ownArn, isShared, all }: Whose): boolean => {
  if (all) return true
  const from = deadLetter?.sourceArn ?? null
  return from === null || ownArn === null ? !isShared : from === ownArn
}
