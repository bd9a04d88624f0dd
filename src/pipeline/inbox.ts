import { createLatch } from './latch.ts'
import type { Delivery } from './ports.ts'

/** Where received messages wait until there are enough of them for a batch. */
export interface Inbox {
  readonly push: (deliveries: readonly Delivery[]) => void
  /** The next batch: full, or what has come within the linger. Null once the inbox is closed and empty. */
  readonly take: () => Promise<readonly Delivery[] | null>
  /** No more will come: what waits is handed out without lingering. */
  readonly close: () => void
  /** Takes out all that waits. */
  readonly clear: () => readonly Delivery[]
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
  let oldestAt = 0
  let closed = false
  const changed = createLatch()

  const cut = (): readonly Delivery[] => {
    let count = 0
    let size = 0
    while (count < waiting.length && count < limits.rows && (count === 0 || size < limits.bytes)) {
      size += (waiting[count]?.body.length ?? 0) * 2
      count += 1
    }
    const batch = waiting.slice(0, count)
    waiting = waiting.slice(count)
    bytes -= size
    oldestAt = performance.now()
    return batch
  }

  return {
    push: (deliveries) => {
      if (waiting.length === 0) oldestAt = performance.now()
      waiting.push(...deliveries)
      bytes += deliveries.reduce((sum, delivery) => sum + delivery.body.length * 2, 0)
      changed.notify()
    },
    take: async () => {
      for (;;) {
        const full = waiting.length >= limits.rows || bytes >= limits.bytes
        if (full || (closed && waiting.length > 0)) return cut()
        if (closed) return null
        const left = oldestAt + limits.lingerMs - performance.now()
        if (waiting.length > 0 && left <= 0) return cut()
        await (waiting.length > 0 ? changed.wait(left) : changed.wait())
      }
    },
    close: () => {
      closed = true
      changed.notify()
    },
    clear: () => {
      const all = waiting
      waiting = []
      bytes = 0
      return all
    },
  }
}
