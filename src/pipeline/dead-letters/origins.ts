import type { QueuePort } from '../ports.ts'
import { mostLeft, takeAll, type TakeEnd } from './take.ts'

export interface OriginsToCount {
  /** The dead-letter queue. */
  readonly from: QueuePort
  /** A FIFO queue shows no further message of a group before those held are settled. */
  readonly isFifo: boolean
  /** See `Taking`. */
  readonly patience: number
  /** Hears how many messages were looked at so far. */
  readonly onLooked: (looked: number) => void
}

export interface OriginCount {
  readonly looked: number
  /** How many carry no origin id, so that a new message id makes them a new message. */
  readonly nameless: number
  /** Whether the queue had no further message. */
  readonly isWhole: boolean
  readonly taken: TakeEnd
}

/** Receives open at once. */
const takers = 4

/** Looks at each message of a dead-letter queue and gives all of them back. Nothing is kept or changed. Does not reject. */
export const countOrigins = async (
  { from, isFifo, patience, onLooked }: OriginsToCount,
  signal: AbortSignal,
): Promise<OriginCount> => {
  // SQS may deliver a message twice.
  const seen = new Map<string, boolean>()
  const taken = await takeAll(
    {
      ...{ queue: from, most: Infinity, patience, takers },
      handle: (deliveries) => {
        for (const { messageId, originId } of deliveries) seen.set(messageId, originId === messageId)
        onLooked(seen.size)
        return Promise.resolve({ settled: [], left: deliveries })
      },
    },
    signal,
  )
  return {
    looked: seen.size,
    nameless: [...seen.values()].filter(Boolean).length,
    isWhole: taken.end === 'done' && !isFifo && seen.size < mostLeft,
    taken,
  }
}
