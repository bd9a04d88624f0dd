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

/** Whether somebody has agreed to work on a dead-letter queue that other queues use, too, or may. */
const mayBeShared = z.boolean().default(false)

/** At most so many; null for all. */
const most = z.int().min(1).nullable().default(null)

/** Messages a second; null for as fast as it goes. */
const rate = z.int().min(1).max(1_000_000).nullable().default(null)

/**
 * What takes long answers once it has begun. It counts as the run that goes on: how it goes arrives as events, and `stopRun`
 * ends it.
 */
export const deadLetterInputs = {
  /** What can be known of the queue's dead letters without receiving one. */
  lookAtDeadLetters: z.strictObject({}),
  /** Keeps messages of the dead-letter queue as rejected ones, and takes them off it. `all` takes those of other queues, too. */
  pullDeadLetters: z.strictObject({ most, all: z.boolean().default(false), mayBeShared }),
  /** Sends messages of the dead-letter queue back to the queue, each with its origin, and takes them off it. */
  redriveDeadLetters: z.strictObject({ most, rate, mayBeShared }),
  /**
   * Has the service move all messages back by a task of its own. A message that carries no origin becomes another one by that, so
   * each is looked at first, unless somebody has said that identities may be lost.
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
    /** Sends once more what was sent and never met by a run. */
    again: z.boolean().default(false),
  }),
} as const

/** What a look at the live queue costs, said before it. */
export interface PeekPrice {
  readonly queue: string
  /** Null where the queue gives no message up. */
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

/** Long work on dead letters, or on rejected messages that go back to the queue; as far as it is, or the last that was. */
export interface DeadLetterWorkView {
  readonly runId: string
  readonly job: DeadLetterJob
  /** The dead-letter queue; for what is sent back the queue that it goes to. */
  readonly queue: string
  /** `origins` looks whether each message carries its origin, before a task of the service moves them. */
  readonly step: 'origins' | 'work'
  /** When the step began, and as of when the rest is told; milliseconds since 1970. */
  readonly since: number
  readonly at: number
  /** Messages that were dealt with. */
  readonly done: number
  /** Of about how many; null where that is not known. */
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

/** How fast a step goes, in messages a second, and how many seconds it will take yet; null while there is too little to tell. */
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
