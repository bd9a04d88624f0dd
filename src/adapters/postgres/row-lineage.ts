import { failure, FailureError } from '../../contract/failure.ts'
import type { RowDetails } from '../../contract/rows.ts'
import { findLoadedRow } from './loaded.ts'
import { mendedBy } from './mended-by.ts'
import type { FoundRow } from './read-target.ts'
import type { RowTable } from './row-table.ts'
import { isoTime } from './time-text.ts'

/** The most rejected messages that are listed with a row's origin. */
const mostRejections = 10

interface Rejection {
  readonly id: string
  readonly message_id: string
  readonly rejected_at: string
  readonly rule: string | null
}

/**
 * One row with what the ledger knows of it. The ledger forgets after a year, and rows from others were never in it:
 * neither has a lineage. Throws `FailureError` with `not-found`, or `PortError`.
 */
export const getRow = async ({ query, table }: RowTable, id: string): Promise<RowDetails> => {
  const [found] = await query<FoundRow>({
    text: `select ${table.selected} from ${table.name} where ${table.rowNumber} = $1::bigint`,
    values: [id],
  })
  if (found === undefined) throw new FailureError(failure('not-found', { what: 'row', id }))
  const row = table.toRow(found)
  const loaded = await findLoadedRow(query, table, id)
  if (loaded === null) return { row, lineage: null }
  const rejections = await query<Rejection>({
    text: `select rejected_id::text as id, message_id, ${isoTime('rejected_at')} as rejected_at,
             ${mendedBy('sluice.rejected.rejected_id')} as rule
           from sluice.rejected
           where origin_id = $1 order by rejected_id desc limit ${mostRejections}`,
    values: [loaded.originId],
  })
  return {
    row,
    lineage: {
      ...loaded,
      rejections: rejections.map((rejection) => ({
        id: rejection.id,
        messageId: rejection.message_id,
        rejectedAt: rejection.rejected_at,
        rule: rejection.rule,
      })),
    },
  }
}
