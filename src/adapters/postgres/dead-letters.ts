import type { DeadLettersPort } from '../../pipeline/dead-letters/dead-letters-port.ts'
import type { Database } from './database.ts'

/** How messages came to a dead-letter queue, stored beside the rejected messages that they became. */
export const createDeadLetters = ({ query }: Pick<Database, 'query'>): DeadLettersPort => ({
  note: async (queue, notes) => {
    if (notes.length === 0) return
    // A message that was loaded before did not become a rejected one, so nothing is recorded for it.
    await query({
      text: `insert into sluice.dead_letters (rejected_id, queue, source_arn, first_received_at, sequence)
             select r.rejected_id, $1, t.source_arn, t.first_received_at, t.sequence
             from unnest($2::text[], $3::text[], $4::timestamptz[], $5::text[])
               as t(message_id, source_arn, first_received_at, sequence)
             join sluice.rejected r on r.message_id = t.message_id
             order by r.rejected_id
             on conflict (rejected_id) do nothing`,
      values: [
        queue,
        notes.map(({ messageId }) => messageId),
        notes.map(({ sourceArn }) => sourceArn),
        notes.map(({ firstReceivedAt }) => firstReceivedAt?.toISOString() ?? null),
        notes.map(({ sequence }) => sequence),
      ],
    })
  },
})
