import { createHash } from 'node:crypto'
import type { Item, RowEntry } from '../../src/pipeline/ports.ts'
import { loginRow } from '../support/login-rows.ts'

export type LoginItem = Item & { readonly entry: RowEntry }

/** Items ready to be committed, each a separate message. */
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
          deduplicationId: null,
          attributes: [],
        },
      ],
      entry: loginRow(
        {
          user_id: crypto.randomUUID(),
          device_type: index % 2 === 0 ? 'android' : 'ios',
          masked_ip: digest,
          masked_device_id: digest,
          locale: index % 3 === 0 ? null : 'US',
          app_version: '2.3.0',
        },
        '2026-01-01',
      ),
    }
  })
