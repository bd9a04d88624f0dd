import { z } from 'zod'
import {
  fastestMove,
  mostPeeked,
  type DeadLetterFacts,
  type DeadLetterView,
  type MoveTask,
  type Peek,
  type PullOutcome,
  type RedriveOutcome,
  type SendBackOutcome,
} from './dead-letters.ts'
import type { Failure } from './failure.ts'
import { rejectedInputs } from './rejected.ts'
import { usualReplay } from './repair-outcome.ts'
import { hash, mostFailures } from './rules.ts'

/** Whether someone has agreed to work on a dead-letter queue that other queues use, or may use. */
const mayBeShared = z.boolean().default(false)

/** At most this many; null for all. */
const most = z.int().min(1).nullable().default(null)

/** Messages a second; null for as fast as possible. */
const rate = z.int().min(1).max(1_000_000).nullable().default(null)

/**
 * Commands that take long answer once the work has begun. It counts as the current run: progress arrives as events,
 * and `stopRun` ends it.
 */
export const deadLetterInputs = {
  /** What is known about the queue's dead letters without receiving one. */
  lookAtDeadLetters: z.strictObject({}),
  /**
   * Keeps the dead-letter queue's messages as rejected ones and deletes them there. `all` includes those of other
   * queues.
   */
  pullDeadLetters: z.strictObject({ most, all: z.boolean().default(false), mayBeShared }),
  /** Sends messages of the dead-letter queue back to the queue, each with its origin, and deletes them there. */
  redriveDeadLetters: z.strictObject({ most, rate, mayBeShared }),
  /**
   * Has the service move all messages back with its own task. A message without an origin id loses its identity that
   * way, so each is checked first, unless someone has accepted that.
   */
  moveDeadLetters: z.strictObject({
    rate: z.int().min(1).max(fastestMove).nullable().default(null),
    mayBeShared,
    mayLoseIdentity: z.boolean().default(false),
  }),
  /** What a look at the live queue costs. Receives nothing. */
  peekPrice: z.strictObject({}),
  /** Looks at messages of the live queue, covered and judged, and gives them back. Refused where a message has a single receive. */
  peekQueue: z.strictObject({ most: z.int().min(1).max(mostPeeked).default(mostPeeked) }),
  /** Sends kept rejected messages back to the queue. */
  sendBackRejected: z.strictObject({
    which: rejectedInputs.retryRejected.shape.which,
    rate,
    /** Sends again what was sent and never received by a run. */
    again: z.boolean().default(false),
    /**
     * The hash of a kept rule that mends them on their way, a few first and then more; only what it mends is sent.
     * Refused for a rule that was not previewed here.
     */
    rule: hash.nullable().default(null),
    mostFailures: mostFailures.default(usualReplay.mostFailures),
  }),
} as const

/** What a look at the live queue costs, shown beforehand. */
export interface PeekPrice {
  readonly queue: string
  /** Null if the queue has no dead-letter queue. */
  readonly policy: Pick<DeadLetterFacts, 'name' | 'maxReceiveCount'> | null
}

export interface Begun {
  readonly runId: string
}

export interface DeadLetterOutputs {
  readonly lookAtDeadLetters: DeadLetterView
  readonly pullDeadLetters: Begun
  readonly redriveDeadLetters: Begun
  readonly moveDeadLetters: Begun
  readonly peekPrice: PeekPrice
  readonly peekQueue: Peek
  readonly sendBackRejected: Begun
}

/** Long work on dead letters, or on rejected messages that go back to the queue: the current one, or the last. */
export interface DeadLetterWorkView {
  readonly runId: string
  readonly job: DeadLetterJob
  /** The dead-letter queue, or the queue that messages are sent back to. */
  readonly queue: string
  /** `origins` checks whether each message carries its origin, before the service's task moves them. */
  readonly step: 'origins' | 'work'
  /** When the step began, and the time of the other numbers; milliseconds since 1970. */
  readonly since: number
  readonly at: number
  /** Messages that were dealt with. */
  readonly done: number
  /** About how many there are; null if unknown. */
  readonly of: number | null
  /** Null until it ends. */
  readonly end: DeadLetterFinish | null
}

export type DeadLetterJob = 'pull' | 'redrive' | 'move' | 'send-back'

export type DeadLetterFinish =
  | { readonly job: 'pull'; readonly outcome: PullOutcome }
  | { readonly job: 'redrive'; readonly outcome: RedriveOutcome }
  | { readonly job: 'move'; readonly task: MoveTask }
  | { readonly job: 'send-back'; readonly outcome: SendBackOutcome }
  /** It ended before anything was done. */
  | { readonly job: 'none'; readonly failure: Failure | null }

/** A step's speed in messages a second, and the seconds it has left; null while there is too little to tell. */
export const paceOf = ({
  since,
  at,
  done,
  of,
}: Pick<DeadLetterWorkView, 'since' | 'at' | 'done' | 'of'>): {
  readonly perSecond: number
  readonly secondsLeft: number | null
} | null => {
  const seconds = (at - since) / 1_000
  if (seconds < 1 || done === 0) return null
  const perSecond = done / seconds
  // The service's count of what waits is an estimate: more may come than it said.
  return { perSecond, secondsLeft: of === null || of <= done ? null : (of - done) / perSecond }
}
