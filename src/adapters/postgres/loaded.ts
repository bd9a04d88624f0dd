import type { LoadedOrigin } from '../../contract/rejected.ts'
import type { RowLineage } from '../../contract/rows.ts'
import type { TracedRow } from '../../contract/trace.ts'
import type { Database, Query } from './database.ts'
import { loadedRow, type LoadedTable } from './loaded-row.ts'
import { originKey } from './origin-key.ts'
import { isoTime } from './time-text.ts'

/**
 * Queries for readers of the ledger. They use the view `sluice.loaded`, which includes the former ledger while that
 * is being moved. Each condition can use an index of either ledger.
 */

/**
 * @param key the parameter of the origin's key, `text` that of the origin itself; entries of the former ledger have
 * no key
 */
const ofOrigin = (key: string, text: string): string =>
  `(origin_id = ${text}::text and (is_former or origin = ${key}::uuid))`

/** For messages whose id is not their origin's text. */
const ofMessage = (id: string): string =>
  `((not is_former and renamed_id = ${id}::text) or (is_former and message_id = ${id}::text and message_id <> origin_id))`

interface LineageRow {
  readonly message_id: string
  readonly origin_id: string
  readonly run_id: string
  readonly mask_key: string | null
  readonly sent_at: string
  readonly loaded_at: string
}

/** A row's origin; null if the ledger does not know it, or no longer. Throws `PortError`. */
export const findLoadedRow = async (
  query: Query,
  table: LoadedTable,
  rowNumber: string,
): Promise<Omit<RowLineage, 'rejections'> | null> => {
  const [found] = await query<LineageRow>({
    text: loadedRow(
      `l.message_id, l.origin_id, l.run_id, l.mask_key, ${isoTime('l.sent_at')} as sent_at, ${isoTime('l.loaded_at')} as loaded_at`,
      table,
      '$1',
    ),
    values: [rowNumber],
  })
  if (found === undefined) return null
  return {
    messageId: found.message_id,
    originId: found.origin_id,
    runId: found.run_id,
    maskKey: found.mask_key,
    sentAt: found.sent_at,
    settledAt: found.loaded_at,
  }
}

/** The row that an origin was loaded as; null if it was not, or if the ledger has pruned it. Throws `PortError`. */
export const findLoadedOrigin = async (
  { query }: Pick<Database, 'query'>,
  originId: string,
): Promise<LoadedOrigin | null> => {
  const [found] = await query<{ row_number: string; message_id: string; loaded_at: string }>({
    text: `select row_number::text, message_id, ${isoTime('loaded_at')} as loaded_at
           from sluice.loaded where ${ofOrigin('$1', '$2')} and run_id is not null`,
    values: [originKey(originId).key, originId],
  })
  return found === undefined
    ? null
    : { rowId: found.row_number, messageId: found.message_id, loadedAt: found.loaded_at }
}

/** The rows that a message became, by its SQS id or its origin id, oldest first. Throws `PortError`. */
export const findLoadings = (
  { query }: Pick<Database, 'query'>,
  name: string,
  most: number,
): Promise<readonly TracedRow[]> =>
  query<TracedRow>({
    text: `select row_number::text as "rowId", message_id as "messageId", origin_id as "originId", run_id as "runId",
             ${isoTime('loaded_at')} as "loadedAt"
           from sluice.loaded where ${ofOrigin('$1', '$2')} or ${ofMessage('$2')}
           order by sluice.loaded.loaded_at limit ${most}`,
    values: [originKey(name).key, name],
  })
