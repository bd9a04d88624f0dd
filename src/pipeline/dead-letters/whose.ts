import type { Delivery } from '../ports.ts'

/** Which messages of a dead-letter queue are meant. */
export interface Whose {
  /** ARN of the queue that they came from; null where the service does not say what it is. */
  readonly ownArn: string | null
  /** Whether other queues give messages up there, too, or may. */
  readonly isShared: boolean
  /** Whether those of others are meant, too. */
  readonly all: boolean
}

/**
 * Whether a message of a dead-letter queue is meant. Where nobody says which queue gave it up, it is ours only where the
 * dead-letter queue is ours alone.
 */
export const isMeant = ({ deadLetter }: Delivery, { ownArn, isShared, all }: Whose): boolean => {
  if (all) return true
  const from = deadLetter?.sourceArn ?? null
  return from === null || ownArn === null ? !isShared : from === ownArn
}
