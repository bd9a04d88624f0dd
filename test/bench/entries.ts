import { sampleBodies } from '../../src/app/sample.ts'
import type { Delivery } from '../../src/pipeline/ports.ts'
import type { Prepare } from '../../src/pipeline/prepare.ts'

/** About as many as a run hands over at once. */
const batch = 200

/** What a queue would deliver: sample logins, one in a hundred malformed. */
export const sampleDeliveries = (count: number): readonly Delivery[] =>
  [...sampleBodies({ count, malformed: Math.round(count / 100), seed: 7 })].map((body, index) => ({
    ...{ messageId: `message-${index}`, originId: `message-${index}`, receipt: '', body, isIntact: true },
    ...{ sentAt: new Date(1_800_000_000_000 + index), sentAtAssumed: false, receiveCount: 1 },
    ...{ groupId: null, deduplicationId: null, attributes: [] },
  }))

/** Messages per second of processor time, from deliveries to masked rows and rejections. */
export const rateOfEntries = (prepare: Prepare, deliveries: readonly Delivery[]): number => {
  const before = process.cpuUsage()
  for (let at = 0; at < deliveries.length; at += batch) prepare(deliveries.slice(at, at + batch))
  const { user, system } = process.cpuUsage(before)
  return (deliveries.length / (user + system)) * 1_000_000
}
