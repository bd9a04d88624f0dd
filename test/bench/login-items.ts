import { createHash } from 'node:crypto'
import type { Masked } from '../../src/pipeline/mask.ts'
import type { Item, LoginEntry } from '../../src/pipeline/ports.ts'

export type LoginItem = Item & { readonly entry: LoginEntry }

/** Items ready to be committed, each a message of its own. */
export const loginItems = (count: number, from: number): readonly LoginItem[] =>
  Array.from({ length: count }, (_, index) => {
    const digest = createHash('sha256')
      .update(String(from + index))
      .digest('hex')
    const messageId = crypto.randomUUID()
    return {
      deliveries: [
        {
          messageId,
          originId: messageId,
          receipt: messageId,
          body: '',
          isIntact: true,
          sentAt: new Date(),
          sentAtAssumed: false,
          receiveCount: 1,
          groupId: null,
        },
      ],
      entry: {
        kind: 'login',
        userId: crypto.randomUUID(),
        deviceType: index % 2 === 0 ? 'android' : 'ios',
        maskedIp: digest as Masked,
        maskedDeviceId: digest as Masked,
        locale: index % 3 === 0 ? null : 'US',
        appVersion: '2.3.0',
        createDate: '2026-01-01',
      },
    }
  })
