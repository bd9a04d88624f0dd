import { failure, FailureError } from '../../contract/failure.ts'
import type { RowDetails } from '../../contract/rows.ts'
import type { Database } from './database.ts'
import type { FoundRow } from './read-target.ts'
import type { RowTable } from './row-table.ts'
import { isoTime } from './time-text.ts'

/** Rejected messages with the origin of a row that are named, at most. */
const mostRejections = 10

interface Lineage {
  readonly message_id: string
  readonly origin_id: string
  readonly run_id: string
  readonly mask_key: string | null
  readonly sent_at: string
  readonly settled_at: string
}

interface Rejection {
  readonly id: string
  readonly message_id: string
  readonly rejected_at: string
}

type Found = FoundRow & { readonly [K in keyof Lineage]: Lineage[K] | null }

/**
 * One row with what the ledger knows of it. The ledger forgets after a year, and rows that somebody else put into the
 * table were never in it: both have no lineage. Throws `FailureError` with `not-found`, or `PortError`.
 */
export const getRow = async ({ query, table }: RowTable, id: string): Promise<RowDetails> => {
  const [found] = await query<Found>({
    text: `select row.*, l.message_id, l.origin_id, l.run_id, ${isoTime('l.sent_at')} as sent_at,
             ${isoTime('l.settled_at')} as settled_at, k.check_value as mask_key
           from (select ${table.selected} from ${table.name} where ${table.rowNumber} = $1::bigint) as row
           left join sluice.ledger l on l.login_id = $1::bigint
           left join sluice.keys k on k.key_id = l.mask_key_id`,
    values: [id],
  })
  if (found === undefined) throw new FailureError(failure('not-found', { what: 'row', id }))
  const row = table.toRow(found)
  const { message_id, origin_id, run_id, sent_at, settled_at, mask_key } = found
  if (message_id === null || origin_id === null || run_id === null || sent_at === null || settled_at === null)
    return { row, lineage: null }
  const rejections = await query<Rejection>({
    text: `select rejected_id::text as id, message_id, ${isoTime('rejected_at')} as rejected_at from sluice.rejected
           where origin_id = $1 order by rejected_id desc limit ${mostRejections}`,
    values: [origin_id],
  })
  return {
    row,
    lineage: {
      messageId: message_id,
      originId: origin_id,
      runId: run_id,
      maskKey: mask_key,
      sentAt: sent_at,
      settledAt: settled_at,
      rejections: rejections.map((rejection) => ({
        id: rejection.id,
        messageId: rejection.message_id,
        rejectedAt: rejection.rejected_at,
      })),
    },
  }
}

/** The row that a message became, by its SQS id or its origin id; null where it became none. Throws `PortError`. */
export const findRowOfMessage = async (database: Database, name: string): Promise<string | null> => {
  const [found] = await database.query<{ id: string }>({
    text: `select login_id::text as id from sluice.ledger
           where (origin_id = $1 or (message_id = $1 and message_id <> origin_id))
           order by settled_at limit 1`,
    values: [name],
  })
  return found?.id ?? null
}
