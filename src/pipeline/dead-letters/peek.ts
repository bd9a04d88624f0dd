import type { PeekedMessage } from '../../contract/dead-letters.ts'
import { createHeldMessages } from '../held-messages.ts'
import type { Covered } from '../cover.ts'
import type { Delivery, Item, QueuePort, StorePort } from '../ports.ts'
import type { Prepare } from '../prepare.ts'
import { callSize } from '../receiving.ts'

export interface Peeking {
  readonly queue: QueuePort
  readonly store: Pick<StorePort, 'known'>
  readonly prepare: Prepare
  readonly cover: (body: string) => Covered
  readonly most: number
  /** After how many receives a message goes to the dead-letter queue; null if it never does. */
  readonly maxReceiveCount: number | null
}

export interface Peeked {
  readonly messages: readonly PeekedMessage[]
  readonly notGivenBack: number
}

/**
 * Receives a few messages, judges and covers them, and gives each back at once. Nothing is written, and no clear text
 * leaves this function. Stops receiving if a message is at its limit. Rejects with `PortError`, after giving back
 * what it can.
 */
export const peekAt = async (peeking: Peeking, signal: AbortSignal): Promise<Peeked> => {
  const { queue, most } = peeking
  const held = createHeldMessages(queue, { rows: Infinity, bytes: Infinity })
  const taken: Delivery[] = []
  let notGivenBack = 0
  const messages: PeekedMessage[] = []
  try {
    while (taken.length < most && !signal.aborted) {
      const max = Math.min(callSize, most - taken.length)
      const deliveries = await queue.receive({ max, waitSeconds: 1 })
      if (deliveries.length === 0) break
      held.add(deliveries)
      taken.push(...deliveries)
      const found = await judge(deliveries, peeking)
      messages.push(...found)
      if (found.some(({ isAtLimit }) => isAtLimit)) break
    }
  } finally {
    // In the order in which they came, so that a group of a FIFO queue keeps its own.
    const newest = await held.letGo(taken)
    await held.close()
    await queue.release(newest, 0).catch(() => {
      notGivenBack = newest.length
    })
  }
  return { messages, notGivenBack }
}

const judge = async (
  deliveries: readonly Delivery[],
  { store, prepare, cover, maxReceiveCount }: Peeking,
): Promise<readonly PeekedMessage[]> => {
  const items = prepare(deliveries)
  const known = await store.known(items)
  return items.map((item): PeekedMessage => {
    // If a message came twice, the last receive counts.
    const last = item.deliveries.at(-1) ?? item.deliveries[0]
    const { text, covered } = cover(last.body)
    return {
      messageId: last.messageId,
      sentAt: last.sentAt.toISOString(),
      receiveCount: last.receiveCount,
      isAtLimit: maxReceiveCount !== null && last.receiveCount >= maxReceiveCount,
      ...{ body: text, covered },
      ...verdictOf(item, known.has(last.messageId)),
    }
  })
}

const verdictOf = ({ entry }: Item, isKnown: boolean): Pick<PeekedMessage, 'verdict' | 'reasons'> => {
  const reasons = entry.kind === 'rejected' ? entry.reasons : []
  return { verdict: isKnown ? 'known' : entry.kind === 'row' ? 'passes' : 'rejected', reasons }
}
