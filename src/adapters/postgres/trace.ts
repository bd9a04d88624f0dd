import type { MessageTrace, TracedRejection, TracedRow } from '../../contract/trace.ts'
import type { Database } from './database.ts'
import { findLoadings } from './loaded.ts'
import { mendedBy } from './mended-by.ts'
import { isoTime } from './time-text.ts'

/** The most rows, and the most rejections, in one trace. */
const most = 20

/**
 * A message's fate, by its SQS id or its origin id: rows that it was loaded as, and rejections of it or of its
 * origin. Empty lists if nothing is known of it, or no longer known. Throws `PortError`.
 */
export const traceMessage = async (
  { query }: Pick<Database, 'query'>,
  name: string,
): Promise<MessageTrace> => {
  const rows: readonly TracedRow[] = await findLoadings({ query }, name, most)
  const rejections = await query<TracedRejection>({
    text: `select rejected_id::text as id, message_id as "messageId", origin_id as "originId", run_id as "runId",
             ${isoTime('rejected_at')} as "rejectedAt", reasons, state, row_number::text as "rowId",
             ${mendedBy('sluice.rejected.rejected_id')} as rule
           from sluice.rejected where message_id = $1 or origin_id = any($2::text[])
           order by sluice.rejected.rejected_id limit ${most}`,
    values: [name, [...new Set([name, ...rows.map(({ originId }) => originId)])]],
  })
  return { rows, rejections }
}
