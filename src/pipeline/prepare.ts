import type { Reason } from '../contract/reason.ts'
import { damageOf } from './damage.ts'
import type { Judge } from './judge.ts'
import type { Delivery, Item } from './ports.ts'
import type { Reject } from './reject.ts'

/** Whether a rejected message would pass once an active rule has mended it. */
export type WouldPass = (delivery: Delivery, reasons: readonly Reason[]) => boolean

export type Prepare = (deliveries: readonly Delivery[]) => readonly Item[]

/**
 * Decides the verdict on each message: a row, masked, or a rejection with every reason. Deliveries of one message
 * become one item, and the items keep the order of arrival.
 */
export const createPrepare = (judge: Judge, reject: Reject, wouldPass: WouldPass = () => false): Prepare => {
  const dayOf = createDayOf()
  return (deliveries) => {
    const copies = new Map<string, [Delivery, ...Delivery[]]>()
    for (const delivery of deliveries) {
      const known = copies.get(delivery.messageId)
      if (known === undefined) copies.set(delivery.messageId, [delivery])
      else known.push(delivery)
    }
    const decide = (all: readonly [Delivery, ...Delivery[]]): Item => {
      const [first] = all
      const { reading, originId } = judge(first)
      if (!first.isIntact)
        return {
          deliveries: all,
          entry: reject(first, damageOf(first.body, reading.ok ? [] : reading.reasons)),
        }
      const named = originId === first.originId ? all : renamed(all, originId)
      return {
        deliveries: named,
        entry: reading.ok
          ? { kind: 'row', values: reading.values, day: dayOf(first.sentAt) }
          : { ...reject(named[0], reading.reasons), isMendable: wouldPass(named[0], reading.reasons) },
      }
    }
    return [...copies.values()].map(decide)
  }
}

const renamed = (
  [first, ...others]: readonly [Delivery, ...Delivery[]],
  originId: string,
): readonly [Delivery, ...Delivery[]] => [
  { ...first, originId },
  ...others.map((delivery) => ({ ...delivery, originId })),
]

/** Answers the UTC day of a time. Messages that come together were mostly sent on one day, which is written once. */
const createDayOf = (): ((time: Date) => string) => {
  let number = NaN
  let text = ''
  return (time) => {
    const day = Math.floor(time.getTime() / 86_400_000)
    if (day !== number) {
      text = time.toISOString().slice(0, 10)
      number = day
    }
    return text
  }
}
