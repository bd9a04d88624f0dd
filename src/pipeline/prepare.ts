import type { Reason } from '../contract/reason.ts'
import type { ReadEvent } from './event-reader.ts'
import type { Delivery, Item, RejectedEntry, RowEntry } from './ports.ts'
import type { Reject } from './reject.ts'

export type Prepare = (deliveries: readonly Delivery[]) => readonly Item[]

/**
 * Decides what shall become of each message: a row, masked, or a rejection with every reason. Deliveries of one message
 * become one item, and the items keep the order of arrival.
 */
export const createPrepare =
  (readEvent: ReadEvent, reject: Reject): Prepare =>
  (deliveries) => {
    const copies = new Map<string, [Delivery, ...Delivery[]]>()
    for (const delivery of deliveries) {
      const known = copies.get(delivery.messageId)
      if (known === undefined) copies.set(delivery.messageId, [delivery])
      else known.push(delivery)
    }
    const decide = (delivery: Delivery): RowEntry | RejectedEntry => {
      if (!delivery.isIntact) return reject(delivery, [notUtf8])
      const reading = readEvent(delivery.body)
      return reading.ok
        ? { kind: 'row', values: reading.values, day: dayOf(delivery.sentAt) }
        : reject(delivery, reading.reasons)
    }
    return [...copies.values()].map((all) => ({ deliveries: all, entry: decide(all[0]) }))
  }

const notUtf8: Reason = { code: 'not-utf8', pointer: '', range: null, detail: null }

/** The UTC day. */
const dayOf = (time: Date): string => time.toISOString().slice(0, 10)
