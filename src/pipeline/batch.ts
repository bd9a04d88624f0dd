import type { Reason } from '../contract/reason.ts'
import { canonicalIp } from './ip.ts'
import type { Login } from './login.ts'
import type { Mask } from './mask.ts'
import { parseLogin, type ParseRules } from './parse.ts'
import type { Delivery, Item, LoginEntry, RejectedEntry } from './ports.ts'
import type { Seal } from './seal.ts'

/** Makes the record of a message that is not loaded. */
export type Reject = (delivery: Delivery, reasons: readonly Reason[]) => RejectedEntry

export const createReject =
  (seal: Seal): Reject =>
  (delivery, reasons) => ({
    kind: 'rejected',
    reasons,
    sealedBody: seal.seal(delivery.originId, delivery.body),
    bodyBytes: Buffer.byteLength(delivery.body, 'utf8'),
  })

export type Prepare = (deliveries: readonly Delivery[]) => readonly Item[]

/**
 * Decides what shall become of each message: a masked row, or a rejection with every reason. Deliveries of one message
 * become one item, and the items keep the order of arrival.
 */
export const createPrepare =
  (mask: Mask, reject: Reject, rules: ParseRules): Prepare =>
  (deliveries) => {
    const copies = new Map<string, [Delivery, ...Delivery[]]>()
    for (const delivery of deliveries) {
      const known = copies.get(delivery.messageId)
      if (known === undefined) copies.set(delivery.messageId, [delivery])
      else known.push(delivery)
    }
    const decide = (delivery: Delivery): LoginEntry | RejectedEntry => {
      if (!delivery.isIntact) return reject(delivery, [notUtf8])
      const parsed = parseLogin(delivery.body, rules)
      return parsed.ok ? toEntry(parsed.login, delivery.sentAt, mask) : reject(delivery, parsed.reasons)
    }
    return [...copies.values()].map((all) => ({ deliveries: all, entry: decide(all[0]) }))
  }

const notUtf8: Reason = { code: 'not-utf8', pointer: '', range: null, detail: null }

const toEntry = (login: Login, sentAt: Date, mask: Mask): LoginEntry => ({
  kind: 'login',
  userId: login.user_id,
  deviceType: login.device_type,
  maskedIp: mask('ip', canonicalIp(login.ip) ?? login.ip),
  maskedDeviceId: mask('device_id', login.device_id),
  locale: login.locale,
  appVersion: login.app_version,
  createDate: sentAt.toISOString().slice(0, 10),
})
