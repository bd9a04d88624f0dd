import { createLatch } from './latch.ts'
import type { Delivery, QueuePort } from './ports.ts'

/**
 * Every delivery that has been received and is not settled yet, whether it waits or is being committed. It bounds
 * what is in memory, and keeps the messages hidden from other consumers for as long as they are held.
 */
export interface HeldMessages {
  readonly add: (deliveries: readonly Delivery[]) => void
  /**
   * Lets go of deliveries and returns the newest delivery of each message, once: only the newest receipt is sure to
   * be honoured. Waits for a refresh that is under way, so that none of them is refreshed after it.
   */
  readonly letGo: (deliveries: readonly Delivery[]) => Promise<readonly Delivery[]>
  /**
   * The room for further messages, besides `reserved` that open calls may bring. Their size is unknown, so each
   * counts as large as the largest so far, and before the first as SQS's maximum. If nothing is held or reserved it
   * is at least one, or a small bound would end all receiving.
   */
  readonly room: (reserved: number) => number
  /** How many are held. */
  readonly size: () => number
  /** Calls `onLetGo` whenever some were let go of. One listener at most. */
  readonly watch: (onLetGo: () => void) => void
  /** Stops refreshing. */
  readonly close: () => Promise<void>
}

export interface HeldLimits {
  readonly rows: number
  /** Of bodies, counted in UTF-16. */
  readonly bytes: number
}

interface Entry {
  newest: Delivery
  copies: number
  /** Monotonic, in milliseconds: when the message was last hidden. */
  hiddenAt: number
}

/** The largest body that SQS takes is 1 MiB of UTF-8. */
export const largestBody = 2 * 1024 * 1024

/** The least size to count for a body, so that one slightly larger than the others changes nothing. */
export const leastBody = 64 * 1024

export const createHeldMessages = (
  queue: QueuePort,
  limits: HeldLimits,
  onChange: (rows: number) => void = () => undefined,
): HeldMessages => {
  const entries = new Map<string, Entry>()
  let rows = 0
  let bytes = 0
  let largest: number | null = null
  let onLetGo = (): void => undefined
  const refreshing = keepHidden(queue, entries)

  return {
    add: (deliveries) => {
      const now = performance.now()
      for (const delivery of deliveries) {
        const size = sizeOf(delivery)
        rows += 1
        bytes += size
        largest = Math.max(largest ?? leastBody, size)
        const entry = entries.get(delivery.messageId)
        if (entry === undefined)
          entries.set(delivery.messageId, { newest: delivery, copies: 1, hiddenAt: now })
        else Object.assign(entry, { newest: delivery, copies: entry.copies + 1, hiddenAt: now })
      }
      onChange(rows)
    },
    letGo: async (deliveries) => {
      const newest = new Map<string, Delivery>()
      for (const delivery of deliveries) {
        rows -= 1
        bytes -= sizeOf(delivery)
        const entry = entries.get(delivery.messageId)
        newest.set(delivery.messageId, entry?.newest ?? delivery)
        if (entry === undefined) continue
        entry.copies -= 1
        if (entry.copies === 0) entries.delete(delivery.messageId)
      }
      onChange(rows)
      onLetGo()
      await refreshing.current()
      return [...newest.values()]
    },
    room: (reserved) => {
      const each = largest ?? largestBody
      const byBytes = Math.floor((limits.bytes - bytes) / each) - reserved
      const room = Math.max(0, Math.min(limits.rows - rows - reserved, byBytes))
      return rows === 0 && reserved === 0 ? Math.max(1, room) : room
    },
    size: () => rows,
    watch: (listener) => {
      onLetGo = listener
    },
    close: refreshing.close,
  }
}

/** Of a body in memory, in bytes of UTF-16. */
export const sizeOf = ({ body }: Delivery): number => body.length * 2

/**
 * Hides every message again after half of its time, or a third if that is only seconds. A failed call is repeated a
 * twelfth of the time later, so several times before it lapses.
 */
const keepHidden = (queue: QueuePort, entries: ReadonlyMap<string, Entry>) => {
  const hidden = queue.visibilitySeconds * 1_000
  const due = hidden >= 10_000 ? hidden / 2 : hidden / 4
  const stopped = createLatch()
  let isClosed = false
  let current: Promise<void> = Promise.resolve()

  const refresh = async (): Promise<void> => {
    const now = performance.now()
    const old = [...entries.values()].filter((entry) => now - entry.hiddenAt >= due)
    if (old.length === 0) return
    try {
      await queue.extend(old.map((entry) => entry.newest))
      for (const entry of old) entry.hiddenAt = now
    } catch {
      // The next round tries again; a message that lapses meanwhile is delivered again and found in the ledger.
    }
  }

  const turns = async (): Promise<void> => {
    while (!isClosed) {
      await stopped.wait(hidden / 12)
      if (isClosed) return
      current = refresh()
      await current
    }
  }
  const ended = turns()

  return {
    current: () => current,
    close: async (): Promise<void> => {
      isClosed = true
      stopped.notify()
      await ended
    },
  }
}
