import { sizeOf } from './held-messages.ts'
import { createLatch } from './latch.ts'
import type { Delivery } from './ports.ts'

/** Where received messages wait until there are enough of them for a batch. */
export interface Inbox {
  readonly push: (deliveries: readonly Delivery[]) => void
  /**
   * The next batch: full, or what has come within the linger. Null once the inbox is closed and empty. Messages of a
   * group keep their order, and are never in two open batches.
   */
  readonly take: () => Promise<readonly Delivery[] | null>
  /** A batch has ended, however it did: waiting messages of its groups can follow. */
  readonly done: (batch: readonly Delivery[]) => void
  /** No more will come: waiting messages are returned without lingering. */
  readonly close: () => void
}

export interface BatchLimits {
  readonly rows: number
  /** Bytes of bodies, counted in UTF-16. */
  readonly bytes: number
  /** How long a message may wait for others, in milliseconds. */
  readonly lingerMs: number
}

export const createInbox = (limits: BatchLimits): Inbox => {
  let waiting: Delivery[] = []
  let bytes = 0
  /** Groups with messages in an open batch. */
  const out = new Set<string>()
  let oldestAt = 0
  let closed = false
  const changed = createLatch()

  const isFull = (rows: number, size: number): boolean => rows >= limits.rows || size >= limits.bytes

  /** The messages that can be taken now. */
  const select = (): { readonly batch: readonly Delivery[]; readonly size: number } => {
    const batch: Delivery[] = []
    let size = 0
    for (const delivery of waiting) {
      if (isFull(batch.length, size)) break
      if (delivery.groupId !== null && out.has(delivery.groupId)) continue
      batch.push(delivery)
      size += sizeOf(delivery)
    }
    return { batch, size }
  }

  const handOut = (batch: readonly Delivery[], size: number): readonly Delivery[] => {
    const taken = new Set(batch)
    waiting = waiting.filter((delivery) => !taken.has(delivery))
    bytes -= size
    for (const { groupId } of batch) if (groupId !== null) out.add(groupId)
    oldestAt = performance.now()
    return batch
  }

  return {
    push: (deliveries) => {
      if (waiting.length === 0) oldestAt = performance.now()
      waiting.push(...deliveries)
      bytes += deliveries.reduce((sum, delivery) => sum + sizeOf(delivery), 0)
      changed.notify()
    },
    take: async () => {
      for (;;) {
        const left = oldestAt + limits.lingerMs - performance.now()
        const isDue = closed || left <= 0
        if (waiting.length > 0 && (isDue || isFull(waiting.length, bytes))) {
          const { batch, size } = select()
          if (batch.length > 0 && (isDue || isFull(batch.length, size))) return handOut(batch, size)
        }
        if (closed && waiting.length === 0) return null
        await (waiting.length > 0 && left > 0 ? changed.wait(left) : changed.wait())
      }
    },
    done: (batch) => {
      for (const { groupId } of batch) if (groupId !== null) out.delete(groupId)
      changed.notify()
    },
    close: () => {
      closed = true
      changed.notify()
    },
  }
}
