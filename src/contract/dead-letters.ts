import type { Failure } from './failure.ts'
import type { Reason } from './reason.ts'

/** What is known about a queue's dead letters without receiving one. */
export interface DeadLetterView {
  readonly queue: string
  /** Null if the queue has no dead-letter queue; `policyDenied` tells whether that is because it could not be read. */
  readonly deadLetters: DeadLetterFacts | null
  /** Queues that name this one as their dead-letter queue; if there are any, it is one itself. Null if unknown. */
  readonly deadLettersOf: readonly string[] | null
  /** IAM actions that were denied on the way, such as `sqs:ListDeadLetterSourceQueues`. */
  readonly denied: readonly string[]
}

export interface DeadLetterFacts {
  readonly name: string
  /** A message that is received more often than this goes there. */
  readonly maxReceiveCount: number
  /** Whether the service does not know the queue: it was deleted, or is elsewhere. */
  readonly isMissing: boolean
  /** As SQS estimates it; null if unknown. */
  readonly waiting: number | null
  /** Other queues that use it as their dead-letter queue. Null if unknown. */
  readonly others: readonly string[] | null
}

/** How work on dead letters ended: `stopped` by a person, or `failed`. */
export type DeadLetterEnd = 'done' | 'stopped' | 'failed'

/** What became of messages that were taken from the dead-letter queue and kept here. */
export interface PullOutcome {
  readonly queue: string
  /** The run that did it, as the history has it. */
  readonly runId: string
  /** Kept, as rejected messages. */
  readonly pulled: number
  /** Loaded or kept before; only taken off the dead-letter queue. */
  readonly known: number
  /** Left alone: they came from another queue, or it is not known which. */
  readonly others: number
  readonly end: DeadLetterEnd
  readonly failure: Failure | null
}

/** What became of messages that were sent from the dead-letter queue back to the queue. */
export interface RedriveOutcome {
  readonly queue: string
  readonly sent: number
  /** They could not be sent with their origin, and are well formed. */
  readonly loaded: number
  /** They could not be sent with their origin, or were sent too often: kept here as rejected messages. */
  readonly pulled: number
  /** Loaded or kept before; only taken off the dead-letter queue. */
  readonly known: number
  /** Left alone: they came from another queue, or it is not known which. */
  readonly others: number
  /** Left alone: a message with the same origin was sent just now, perhaps this very one. */
  readonly cameBack: number
  readonly end: DeadLetterEnd
  readonly failure: Failure | null
}

/** What became of rejected messages that were sent back to the queue. */
export interface SendBackOutcome {
  readonly queue: string
  /** They count as rejected until a run has loaded or rejected them again. */
  readonly sent: number
  /** They could not be sent with their origin, and are well formed: loaded at once. */
  readonly loaded: number
  readonly alreadyLoaded: number
  /** They could not be sent with their origin, and are rejected still. */
  readonly unfit: number
  /** Sent before, and nothing has become of it yet. */
  readonly underWay: number
  /** Sent as often as is allowed. */
  readonly capped: number
  /** They came from another queue. */
  readonly elsewhere: number
  /** Meanwhile loaded, discarded or erased by someone else. */
  readonly taken: number
  /** Mended by a rule, they would be rejected again: not sent. */
  readonly stillRejected: number
  /** The stage at which sending by a rule stopped itself, as too many would be rejected again; null if it did not. */
  readonly stage: { readonly stage: number; readonly sent: number; readonly failed: number } | null
  readonly end: DeadLetterEnd
  readonly failure: Failure | null
}

/** The service's own task that moves messages from a dead-letter queue. */
export interface MoveTask {
  /** RUNNING, COMPLETED, CANCELLING, CANCELLED or FAILED; anything else is the service's own word. */
  readonly status: string
  readonly moved: number
  /** How many there are; null until that is known. */
  readonly total: number | null
  /** Messages a second; null for as many as the service sees fit. */
  readonly rate: number | null
  /** A word of the service, such as `CouldNotDetermineMessageSource`. */
  readonly reason: string | null
}

/** The highest rate that a move task accepts, in messages a second. */
export const fastestMove = 500

/** A message of the live queue that was looked at and given back. */
export interface PeekedMessage {
  readonly messageId: string
  /** ISO 8601, UTC. */
  readonly sentAt: string
  /** Including this look. */
  readonly receiveCount: number
  /** Whether the next receive moves it to the dead-letter queue. */
  readonly isAtLimit: boolean
  /** Personal data is covered, character for character. */
  readonly body: string
  readonly covered: boolean
  /** `known` was loaded or rejected before, and waits to be deleted. */
  readonly verdict: 'passes' | 'known' | 'rejected'
  readonly reasons: readonly Reason[]
}

/** What was seen of the live queue. */
export interface Peek {
  readonly queue: string
  readonly messages: readonly PeekedMessage[]
  /** Null if the queue has no dead-letter queue. */
  readonly maxReceiveCount: number | null
  readonly deadLetters: string | null
  /** They could not be given back, and come again when their visibility timeout ends. */
  readonly notGivenBack: number
}

/** The most messages that one look takes, as many as SQS returns in one call. */
export const mostPeeked = 10
