import { randomUUID } from 'node:crypto'
import type { Delivery } from '../../src/pipeline/ports.ts'
import { loginBody } from './logins.ts'

/** A delivery of a well-formed login event with its own ids and some changes. */
export const createDelivery = (overrides: Partial<Delivery> = {}): Delivery => {
  const messageId = overrides.messageId ?? randomUUID()
  return {
    messageId,
    originId: messageId,
    receipt: randomUUID(),
    body: loginBody(),
    isIntact: true,
    sentAt: new Date('2024-03-09T23:59:59.999Z'),
    sentAtAssumed: false,
    receiveCount: 1,
    groupId: null,
    deduplicationId: null,
    attributes: [],
    ...overrides,
  }
}

/** Many deliveries of different messages, which also differ in `user_id`. */
export const createDeliveries = (count: number): readonly Delivery[] =>
  Array.from({ length: count }, (_, index) =>
    createDelivery({ messageId: `message-${index}`, body: loginBody({ user_id: `user-${index}` }) }),
  )
