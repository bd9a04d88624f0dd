import type { Forecast } from '../contract/runs.ts'
import type { Reason } from '../contract/reason.ts'
import type { Prepare } from './prepare.ts'
import { createHeldMessages, largestBody, leastBody, sizeOf } from './held-messages.ts'
import type { Delivery, QueuePort, StorePort } from './ports.ts'
import { callSize } from './receiving.ts'

export interface DryRun {
  readonly queue: QueuePort
  readonly store: Pick<StorePort, 'known'>
  readonly prepare: Prepare
  readonly maxMessages: number
  /** After how many receives a message goes to the dead-letter queue; null if it never does. */
  readonly maxReceiveCount: number | null
  /** Bodies in memory, in bytes of UTF-16. */
  readonly heldBytes: number
}

/** Receive calls open at once: there is no hurry. */
const receivers = 4

/**
 * Receives messages, decides what a run would make of each, commits nothing, and gives them all back at once. They
 * stay hidden from other consumers meanwhile, and their receive count rises by one: SQS has no other way to look.
 * Nothing of a body is kept once it has been judged.
 *
 * Rejects with `PortError`, after giving back what it can.
 */
export const dryRun = async (run: DryRun, signal: AbortSignal): Promise<Omit<Forecast, 'notes'>> => {
  const { queue, store, prepare, maxMessages } = run
  const held = createHeldMessages(queue, { rows: Infinity, bytes: Infinity })
  const taken: Delivery[] = []
  /** Message ids, and origins of those that would be loaded. */
  const seen = new Set<string>()
  const loading = new Set<string>()
  const counts = { looked: 0, loaded: 0, duplicates: 0, rejected: 0, atRisk: 0 }
  const reasons = new Map<Reason['code'], number>()
  let budget = maxMessages
  let largest: number | null = null
  let isAtEnd = false

  const judge = async (deliveries: readonly Delivery[]): Promise<void> => {
    const items = prepare(deliveries)
    const known = await store.known(items)
    for (const { deliveries: copies, entry } of items) {
      const [first] = copies
      counts.looked += copies.length
      counts.duplicates += copies.length - 1
      if (run.maxReceiveCount !== null && first.receiveCount >= run.maxReceiveCount) counts.atRisk += 1
      if (known.has(first.messageId) || seen.has(first.messageId)) counts.duplicates += 1
      else if (entry.kind === 'row') {
        counts[loading.has(first.originId) ? 'duplicates' : 'loaded'] += 1
        loading.add(first.originId)
      } else {
        counts.rejected += 1
        for (const code of new Set(entry.reasons.map((reason) => reason.code)))
          reasons.set(code, (reasons.get(code) ?? 0) + 1)
      }
      seen.add(first.messageId)
    }
  }

  const receive = async (): Promise<void> => {
    // If messages are at risk, looking further would put more at risk.
    while (budget > 0 && !isAtEnd && counts.atRisk === 0 && !signal.aborted) {
      const fitting = Math.floor(run.heldBytes / receivers / (largest ?? largestBody))
      const max = Math.min(callSize, budget, Math.max(1, fitting))
      budget -= max
      const deliveries = await queue.receive({ max, waitSeconds: 1 })
      budget += max - deliveries.length
      if (deliveries.length === 0) {
        isAtEnd = true
        return
      }
      largest = Math.max(largest ?? leastBody, ...deliveries.map(sizeOf))
      const receipts = deliveries.map(withoutBody)
      held.add(receipts)
      taken.push(...receipts)
      await judge(deliveries)
    }
  }

  const outcomes = await Promise.allSettled(Array.from({ length: receivers }, receive))
  const newest = await held.letGo(taken)
  await held.close()
  const released = await Promise.allSettled([queue.release(newest, 0)])
  for (const outcome of [...outcomes, ...released]) if (outcome.status === 'rejected') throw outcome.reason
  return {
    ...counts,
    reasons: [...reasons].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count),
    // A FIFO queue delivers no more of a group while some of it is held, and a dry run holds everything.
    sawAll: isAtEnd && taken.every(({ groupId }) => groupId === null),
  }
}

/** Only what giving back and hiding need: thousands of large bodies would not fit in memory until the end. */
const withoutBody = (delivery: Delivery): Delivery => ({ ...delivery, body: '' })
