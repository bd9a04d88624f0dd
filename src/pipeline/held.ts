import { createLatch } from './latch.ts'
import type { Delivery, QueuePort } from './ports.ts'

/**
 * Every delivery that has been received and is not settled yet, whether it waits or is being committed. It bounds
 * what is in memory, and keeps the messages hidden from other consumers for as long as they are held.
 */
export interface Held {
  readonly add: (deliveries: readonly Delivery[]) => void
  /**
   * Lets go of deliveries and answers the newest delivery of each message, once: only the newest receipt is sure to be
   * honoured. Waits for a refresh that is under way, so that none of them is refreshed after it.
   */
  readonly letGo: (deliveries: readonly Delivery[]) => Promise<readonly Delivery[]>
  /** Settles when there is room for more, or the signal is given. */
  readonly room: (signal: AbortSignal) => Promise<void>
  /** Settles when nothing is held, or the signal is given. */
  readonly empty: (signal: AbortSignal) => Promise<void>
  readonly size: () => number
  /** Stops refreshing. */
  readonly close: () => Promise<void>
}

export interface HeldLimits {
  readonly rows: number
  readonly bytes: number
}

interface Entry {
  newest: Delivery
  copies: number
  /** Monotonic, in milliseconds: when the message was hidden last. */
  hiddenAt: number
}

export const createHeld = (
  queue: QueuePort,
  limits: HeldLimits,
  onChange: (rows: number) => void = () => undefined,
): Held => {
  const entries = new Map<string, Entry>()
  const changed = createLatch()
  let rows = 0
  let bytes = 0
  let refreshing: Promise<void> = Promise.resolve()
  const period = (queue.visibilitySeconds * 1000) / 3

  const refresh = async (): Promise<void> => {
    const due = [...entries.values()].filter((entry) => performance.now() - entry.hiddenAt >= period / 2)
    if (due.length === 0) return
    const now = performance.now()
    try {
      await queue.extend(due.map((entry) => entry.newest))
      for (const entry of due) entry.hiddenAt = now
    } catch {
      // The next turn tries again; a message that lapses meanwhile is delivered again and found in the ledger.
    }
  }

  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    refreshing = refresh().finally(() => {
      busy = false
    })
  }, period / 2)

  const size = (delivery: Delivery) => delivery.body.length * 2

  return {
    add: (deliveries) => {
      const now = performance.now()
      for (const delivery of deliveries) {
        rows += 1
        bytes += size(delivery)
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
        bytes -= size(delivery)
        const entry = entries.get(delivery.messageId)
        newest.set(delivery.messageId, entry?.newest ?? delivery)
        if (entry === undefined) continue
        entry.copies -= 1
        if (entry.copies === 0) entries.delete(delivery.messageId)
      }
      changed.notify()
      onChange(rows)
      await refreshing
      return [...newest.values()]
    },
    room: async (signal) => {
      while (!signal.aborted && (rows >= limits.rows || bytes >= limits.bytes)) await changed.wait(250)
    },
    empty: async (signal) => {
      while (!signal.aborted && rows > 0) await changed.wait(250)
    },
    size: () => rows,
    close: async () => {
      clearInterval(timer)
      await refreshing
    },
  }
}
