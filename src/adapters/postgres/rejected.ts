import { failure, FailureError } from '../../contract/failure.ts'
import type { ParsedInput } from '../../contract/monitor.ts'
import {
  rejectedStep,
  type LoadedOrigin,
  type RejectedMap,
  type RejectedPage,
  type RejectedState,
  type RejectedSummary,
} from '../../contract/rejected.ts'
import type { Reason } from '../../contract/reason.ts'
import { where } from './conditions.ts'
import type { Database } from './database.ts'
import { findLoadedOrigin } from './loaded.ts'
import { filterConditions } from './rejected-filter.ts'
import { isoTime } from './time-text.ts'

export interface SummaryRow {
  readonly id: string
  readonly message_id: string
  readonly run_id: string
  readonly sent_at: string
  readonly rejected_at: string
  readonly receive_count: number
  readonly body_bytes: number
  readonly reasons: readonly Reason[]
  readonly state: RejectedState
  readonly state_at: string | null
  readonly note: string | null
  readonly tags: readonly string[]
  readonly investigated_since: string | null
  readonly investigated_by: string | null
  readonly row_id: string | null
}

export const summaryColumns = `rejected_id::text as id, message_id, run_id, ${isoTime('sent_at')} as sent_at,
  ${isoTime('rejected_at')} as rejected_at, receive_count, body_bytes, reasons,
  state, ${isoTime('state_at')} as state_at, note, tags, ${isoTime('investigated_since')} as investigated_since,
  investigated_by, row_number::text as row_id`

export const toSummary = (row: SummaryRow): RejectedSummary => ({
  id: row.id,
  messageId: row.message_id,
  runId: row.run_id,
  sentAt: row.sent_at,
  rejectedAt: row.rejected_at,
  receiveCount: row.receive_count,
  bodyBytes: row.body_bytes,
  reasons: row.reasons,
  state: row.state,
  stateAt: row.state_at,
  note: row.note,
  tags: row.tags,
  investigatedSince: row.investigated_since,
  investigatedBy: row.investigated_by,
  rowId: row.row_id,
})

/** Newest first, a page by key, however deep. Throws `PortError`. */
export const listRejected = async (
  database: Database,
  { filter, before, limit }: ParsedInput<'listRejected'>,
): Promise<RejectedPage> => {
  const counting: unknown[] = []
  const [counted, found] = await Promise.all([
    database.query<{ total: string }>({
      text: `select count(*) as total from sluice.rejected
             ${where(filterConditions(filter, (value) => `$${counting.push(value)}`))}`,
      values: counting,
    }),
    listPage(database, { filter, before, limit: limit + 1 }),
  ])
  const page = found.slice(0, limit).map(toSummary)
  return {
    rejected: page,
    total: Number(counted[0]?.total ?? 0),
    next: found.length > limit ? (page.at(-1)?.id ?? null) : null,
  }
}

/**
 * Counts the messages that match a filter and records positions at regular steps, without touching a body. Throws
 * `PortError`.
 */
export const mapRejected = async (
  database: Database,
  { filter }: ParsedInput<'mapRejected'>,
): Promise<RejectedMap> => {
  const values: unknown[] = []
  const conditions = filterConditions(filter, (value) => `$${values.push(value)}`)
  const [[map], first] = await Promise.all([
    database.query<{ total: string; points: readonly string[] | null }>({
      text: `select count(*) as total,
               array_agg(rejected_id::text order by place) filter (where place % ${rejectedStep} = 0) as points
             from (select rejected_id, row_number() over (order by rejected_id desc) as place
                   from sluice.rejected ${where(conditions)}) as numbered`,
      values,
    }),
    listPage(database, { filter, before: null, limit: rejectedStep }),
  ])
  return { total: Number(map?.total ?? 0), points: map?.points ?? [], first: first.map(toSummary) }
}

/** @param limit the most rows to return */
const listPage = (
  database: Database,
  { filter, before, limit }: ParsedInput<'listRejected'>,
): Promise<readonly SummaryRow[]> => {
  const values: unknown[] = []
  const parameter = (value: unknown): string => `$${values.push(value)}`
  const conditions = [
    ...filterConditions(filter, parameter),
    ...(before === null ? [] : [`rejected_id < ${parameter(before)}::bigint`]),
  ]
  return database.query<SummaryRow>({
    text: `select ${summaryColumns} from sluice.rejected ${where(conditions)}
           order by rejected_id desc limit ${parameter(limit)}`,
    values,
  })
}

/** A sealed body with what is needed to open and cover it, as read by `sealedColumns`. */
export interface SealedBodyRow {
  readonly origin_id: string
  readonly sealed_body: Buffer
  readonly event: string | null
}

export const sealedColumns = `origin_id, sealed_body,
  (select settings ->> 'event' from sluice.runs r where r.run_id = rejected.run_id) as event`

export interface SealedRejection extends RejectedSummary {
  /** The name under which the body is sealed. */
  readonly originId: string
  readonly sealedBody: Buffer
  readonly origin: LoadedOrigin | null
  /** The name of the definition in the run that rejected it; null if it recorded none. */
  readonly event: string | null
}

interface SealedRow extends SummaryRow, SealedBodyRow {}

/** The number of the rejected message with this number or message id; null if there is none. Throws `PortError`. */
const findRejected = async (database: Database, name: string): Promise<string | null> => {
  const [row] = await database.query<{ id: string }>({
    text: `select rejected_id::text as id from sluice.rejected
           where message_id collate "C" = $1 or rejected_id = $2::bigint
           order by message_id collate "C" = $1 desc, rejected_id desc limit 1`,
    values: [name, /^\d{1,18}$/.test(name) ? name : null],
  })
  return row?.id ?? null
}

/** The same for one that must exist. Throws `FailureError` with `not-found` if it does not, or `PortError`. */
export const demandRejected = async (database: Database, name: string): Promise<string> => {
  const id = await findRejected(database, name)
  if (id === null) throw new FailureError(failure('not-found', { what: 'rejected message', id: name }))
  return id
}

/** Throws `FailureError` with `not-found`, or `PortError`. */
export const getRejected = async (database: Database, id: string): Promise<SealedRejection> => {
  const [row] = await database.query<SealedRow>({
    text: `select ${summaryColumns}, ${sealedColumns} from sluice.rejected where rejected_id = $1`,
    values: [id],
  })
  if (row === undefined) throw new FailureError(failure('not-found', { what: 'rejected message', id }))
  return {
    ...toSummary(row),
    originId: row.origin_id,
    sealedBody: row.sealed_body,
    origin: await findLoadedOrigin(database, row.origin_id),
    event: row.event,
  }
}

/** The same for callers that need the text. Also throws `rejected-erased`, as an erased message has none. */
export const getRejectedText = async (database: Database, id: string): Promise<SealedRejection> => {
  const message = await getRejected(database, id)
  if (message.state === 'erased') throw new FailureError(failure('rejected-erased'))
  return message
}
