import type { Reason } from '../../contract/reason.ts'
import type { RejectedSelection } from '../../contract/rejected.ts'
import type { KeptRejection, RejectionsPort } from '../../pipeline/ports.ts'
import type { Database } from './database.ts'
import type { LoadTarget } from './load-target.ts'
import { loadedOrigins } from './loaded-origins.ts'
import { createLoad } from './loading.ts'
import type { Digest } from './origin-key.ts'
import { selectionConditions } from './rejected-filter.ts'
import { createRetryLoad } from './retry-statement.ts'
import { isoTime } from './time-text.ts'

/** The most messages opened at once, and the most bytes of bodies in UTF-8. */
const pageRows = 500
const pageBytes = 8 * 1024 * 1024

/**
 * Claims rejected messages by id and state, so that two retries of the same one make one row, and loads as a commit
 * does: the ledger takes an origin once. Messages rejected meanwhile are left out: nobody has seen them.
 *
 * @param upTo leaves out what was rejected after this one; null for those rejected meanwhile
 * @param onNotice hears in a sentence what was repaired on the way
 */
export const createRejections = (
  database: Database,
  target: LoadTarget,
  which: RejectedSelection,
  upTo: string | null = null,
  onNotice: (sentence: string) => void = () => undefined,
  digest?: Digest,
): RejectionsPort => {
  let newest = upTo
  return {
    begin: async () => (newest ??= await newestId(database)),
    next: async (afterId) => {
      newest ??= await newestId(database)
      return readPage(database, which, afterId, newest)
    },
    loaded: (originIds) => loadedOrigins(database, originIds, digest),
    load: createRetryLoad(database, createLoad(database, target, onNotice), target, digest),
  }
}

/** How many of the chosen messages are kept, up to this one. Throws `PortError`. */
export const countKept = async (
  database: Database,
  which: RejectedSelection,
  upTo: string,
): Promise<number> => {
  const values: unknown[] = [upTo]
  const parameter = (value: unknown): string => `$${values.push(value)}`
  const [row] = await database.query<{ count: string }>({
    text: `select count(*) as count from sluice.rejected
           where state = 'kept' and rejected_id <= $1::bigint and ${selectionConditions(which, parameter).join(' and ')}`,
    values,
  })
  return Number(row?.count ?? 0)
}

/** The queue of the first kept message among the chosen ones; null if there are none. Throws `PortError`. */
export const queueOfRejections = async (
  database: Database,
  which: RejectedSelection,
): Promise<{ readonly queue: string; readonly endpoint: string | null } | null> => {
  const values: unknown[] = []
  const parameter = (value: unknown): string => `$${values.push(value)}`
  const [found] = await database.query<{ queue: string; endpoint: string | null }>({
    text: `select queue, queue_endpoint as endpoint from sluice.runs
           where run_id = (
             select run_id from sluice.rejected
             where state = 'kept' and ${selectionConditions(which, parameter).join(' and ')}
             order by rejected_id limit 1
           )`,
    values,
  })
  return found ?? null
}

const newestId = async (database: Database): Promise<string> => {
  const [row] = await database.query<{ id: string }>({
    text: 'select coalesce(max(rejected_id), 0)::text as id from sluice.rejected',
  })
  return row?.id ?? '0'
}

interface Row {
  readonly id: string
  readonly message_id: string
  readonly origin_id: string
  readonly sent_at: string
  readonly sent_at_assumed: boolean
  readonly receive_count: number
  readonly reasons: readonly Reason[]
  readonly cause: string
  readonly sealed_body: Buffer
}

const readPage = async (
  database: Database,
  which: RejectedSelection,
  afterId: string,
  newest: string,
): Promise<readonly KeptRejection[]> => {
  const values: unknown[] = [afterId, newest]
  const parameter = (value: unknown): string => `$${values.push(value)}`
  const conditions = selectionConditions(which, parameter).join(' and ')
  const rows = await database.query<Row>({
    text: `
      with chosen as (
        select rejected_id, sum(body_bytes) over (order by rejected_id) - body_bytes as before
        from (
          select rejected_id, body_bytes from sluice.rejected
          where state = 'kept' and rejected_id > $1::bigint and rejected_id <= $2::bigint and ${conditions}
          order by rejected_id limit ${pageRows}
        ) as few
      )
      select r.rejected_id::text as id, message_id, origin_id, ${isoTime('sent_at')} as sent_at, sent_at_assumed,
        receive_count, reasons, cause, sealed_body
      from chosen join sluice.rejected r using (rejected_id)
      where before < ${pageBytes}
      order by r.rejected_id`,
    values,
  })
  return rows.map((row) => ({
    id: row.id,
    messageId: row.message_id,
    originId: row.origin_id,
    sentAt: new Date(row.sent_at),
    sentAtAssumed: row.sent_at_assumed,
    receiveCount: row.receive_count,
    reasons: row.reasons,
    cause: row.cause,
    sealedBody: row.sealed_body,
  }))
}
