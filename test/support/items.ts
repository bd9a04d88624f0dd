import type { Reason, ReasonCode } from '../../src/contract/reason.ts'
import type { Delivery, Item } from '../../src/pipeline/ports.ts'
import { createDelivery } from './deliveries.ts'
import { loginRow } from './login-rows.ts'

/** A well-formed message as it is prepared for a commit. */
export const loginItem = (overrides: Partial<Delivery> = {}, createDate = '2026-11-25'): Item => ({
  deliveries: [createDelivery(overrides)],
  entry: loginRow({}, createDate),
})

/** A malformed message with these reasons. */
export const rejectedItem = (...codes: readonly ReasonCode[]): Item => ({
  deliveries: [createDelivery()],
  entry: { kind: 'rejected', reasons: codes.map(reasonOf), sealedBody: Buffer.alloc(1), bodyBytes: 1 },
})

const reasonOf = (code: ReasonCode): Reason => ({ code, pointer: '/ip', range: null, detail: null })
