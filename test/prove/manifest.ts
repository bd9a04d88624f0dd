import { createHmac } from 'node:crypto'
import { between, createRandom } from '../double/random.ts'

/** The keys of all workers in these tests: base64 of 32 bytes, as the environment takes them. */
export const maskKey = Buffer.alloc(32, 'mask').toString('base64')
export const sealKey = Buffer.alloc(32, 'seal').toString('base64')

/** A message before it is sent, and the row that it must become; no row where it is malformed. */
export interface Made {
  readonly userId: string
  readonly body: string
  readonly row: Readonly<Record<string, string | null>> | null
  /** The name from its sender; none for most, which use their message id. */
  readonly originId?: string
}

/** A message as the queue accepted it. */
export interface Sent extends Made {
  readonly messageId: string
}

export interface MakeOptions {
  readonly seed?: number
  /** Every n-th message is malformed; 0 for none. */
  readonly malformedEvery?: number
  /** Whether each malformed message is sent again right away, corrected and under the same origin. */
  readonly corrected?: boolean
}

/** Login events of which no two have the same user id, so that each row shows whose it is. */
export const makeMessages = (count: number, options: MakeOptions = {}): readonly Made[] => {
  const { seed = 1, malformedEvery = 10, corrected = false } = options
  const random = createRandom(seed)
  return Array.from({ length: count }, (_, index) => index).flatMap((index): readonly Made[] => {
    const userId = `user-${seed}-${index}`
    const ip = Array.from({ length: 4 }, () => between(random, 1, 254)).join('.')
    const login = {
      user_id: userId,
      app_version: `${between(random, 0, 9)}.${between(random, 0, 20)}`,
      device_type: random() < 0.5 ? 'ios' : 'android',
      ip,
      locale: random() < 0.3 ? null : 'DE',
      device_id: `device-${between(random, 1, 1000)}`,
    }
    const isMalformed = malformedEvery > 0 && index % malformedEvery === malformedEvery - 1
    const wrong = { userId: `${userId}-wrong`, body: JSON.stringify({ ...login, ip: 'nowhere' }), row: null }
    if (isMalformed && !corrected) return [wrong]
    const row = {
      user_id: userId,
      device_type: login.device_type,
      masked_ip: masked('ip', ip),
      masked_device_id: masked('device_id', login.device_id),
      locale: login.locale,
      app_version: login.app_version,
    }
    const right = { userId, body: JSON.stringify(login), row }
    if (!isMalformed) return [right]
    const originId = `origin-${seed}-${index}`
    return [
      { ...wrong, originId },
      { ...right, originId },
    ]
  })
}

/** Repeated here, so that the code under test does not vouch for itself. */
const masked = (field: string, value: string): string =>
  createHmac('sha256', Buffer.from(maskKey, 'base64')).update(`${field}\0${value}`).digest('hex')
