import type { Reason } from '../contract/reason.ts'
import type { Delivery, RejectedEntry } from './ports.ts'
import type { Seal } from './seal.ts'

/** Makes the record of a message that is not loaded. */
export type Reject = (delivery: Delivery, reasons: readonly Reason[]) => RejectedEntry

export const createReject =
  (seal: Seal): Reject =>
  (delivery, reasons) => ({
    kind: 'rejected',
    reasons,
    sealedBody: seal.seal(delivery.originId, delivery),
    bodyBytes: Buffer.byteLength(delivery.body, 'utf8'),
  })
