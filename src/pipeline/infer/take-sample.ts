import { createHeldMessages, sizeOf } from '../held-messages.ts'
import type { Delivery, QueuePort } from '../ports.ts'
import { callSize } from '../receiving.ts'

export interface Sampling {
  readonly queue: QueuePort
  readonly most: number
  /** After how many receives a message goes to the dead-letter queue; null if it never does. */
  readonly maxReceiveCount: number | null
  /** Stops receiving at this size of messages in memory, in bytes of UTF-16. */
  readonly mostBytes?: number
}

/** What was received and given back. The messages are in the clear and must stay in the engine. */
export interface TakenSample {
  readonly messages: readonly Delivery[]
  /** How many have no receives left. */
  readonly atLimit: number
  readonly notGivenBack: number
}

/** Of messages in memory, in bytes of UTF-16. */
const mostHeld = 64 * 1_024 * 1_024

/**
 * Receives a sample of waiting messages, each once, and gives all back at once. Nothing is written. Stops receiving
 * if a message is at its limit. Rejects with `PortError`, after giving back what it can.
 */
export const takeSample = async (
  { queue, most, maxReceiveCount, mostBytes = mostHeld }: Sampling,
  signal: AbortSignal,
): Promise<TakenSample> => {
  const held = createHeldMessages(queue, { rows: Infinity, bytes: Infinity })
  const taken: Delivery[] = []
  /** By message id: a copy is the same message. */
  const messages = new Map<string, Delivery>()
  let [atLimit, bytes, notGivenBack] = [0, 0, 0]
  try {
    while (taken.length < most && bytes < mostBytes && atLimit === 0 && !signal.aborted) {
      const max = Math.min(callSize, most - taken.length)
      const deliveries = await queue.receive({ max, waitSeconds: 1 })
      if (deliveries.length === 0) break
      // Only receipts are needed to give them back.
      const receipts = deliveries.map((delivery) => ({ ...delivery, body: '' }))
      held.add(receipts)
      taken.push(...receipts)
      for (const delivery of deliveries) {
        bytes += sizeOf(delivery)
        messages.set(delivery.messageId, delivery)
        if (maxReceiveCount !== null && delivery.receiveCount >= maxReceiveCount) atLimit += 1
      }
    }
  } finally {
    // In the order in which they came, so that a group of a FIFO queue keeps its own.
    const newest = await held.letGo(taken)
    await held.close()
    await queue.release(newest, 0).catch(() => {
      notGivenBack = newest.length
    })
  }
  return { messages: [...messages.values()], atLimit, notGivenBack }
}
