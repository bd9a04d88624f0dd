import { failure, FailureError } from '../../contract/failure.ts'
import type { ParsedInput } from '../../contract/monitor.ts'
import type { RejectedPage, RejectedState, RejectedSummary } from '../../contract/rejected.ts'
import type { Reason } from '../../contract/reason.ts'
import { where } from './conditions.ts'
import type { Database } from './database.ts'
import { filterConditions } from './rejected-filter.ts'

export interface SummaryRow {
  readonly id: string
  readonly message_id: string
  readonly run_id: string
  readonly sent_at: Date
  readonly rejected_at: Date
  readonly receive_count: number
  readonly body_bytes: number
  readonly reasons: readonly Reason[]
  readonly state: RejectedState
  readonly state_at: Date | null
  readonly discard_note: string | null
}

export const summaryColumns = `rejected_id::text as id, message_id, run_id, sent_at, rejected_at, receive_count, body_bytes, reasons,
  state, state_at, discard_note`

export const toSummary = (row: SummaryRow): RejectedSummary => ({
  id: row.id,
  messageId: row.message_id,
  runId: row.run_id,
  sentAt: row.sent_at.toISOString(),
  rejectedAt: row.rejected_at.toISOString(),
  receiveCount: row.receive_count,
  bodyBytes: row.body_bytes,
  reasons: row.reasons,
  state: row.state,
  stateAt: row.state_at?.toISOString() ?? null,
  note: row.discard_note,
})

/** Newest first, a page by key, however deep. Throws `PortError`. */
export const listRejected = async (
  database: Database,
  { filter, before, limit }: ParsedInput<'listRejected'>,
): Promise<RejectedPage> => {
  const counting: unknown[] = []
  const paging: unknown[] = []
  const parameter = (value: unknown): string => `$${paging.push(value)}`
  const conditions = [
    ...filterConditions(filter, parameter),
    ...(before === null ? [] : [`rejected_id < ${parameter(before)}::bigint`]),
  ]
  const [counted, found] = await Promise.all([
    database.query<{ total: string }>({
      text: `select count(*) as total from sluice.rejected
             ${where(filterConditions(filter, (value) => `$${counting.push(value)}`))}`,
      values: counting,
    }),
    database.query<SummaryRow>({
      text: `select ${summaryColumns} from sluice.rejected ${where(conditions)}
             order by rejected_id desc limit ${parameter(limit + 1)}`,
      values: paging,
    }),
  ])
  const page = found.slice(0, limit).map(toSummary)
  return {
    rejected: page,
    total: Number(counted[0]?.total ?? 0),
    next: found.length > limit ? (page.at(-1)?.id ?? null) : null,
  }
}

export interface SealedRejection extends RejectedSummary {
  /** The name under which the body is sealed. */
  readonly originId: string
  readonly sealedBody: Buffer
}

/** Throws `FailureError` with `not-found`, or `PortError`. */
export const getRejected = async (database: Database, id: string): Promise<SealedRejection> => {
  const [row] = await database.query<SummaryRow & { origin_id: string; sealed_body: Buffer }>({
    text: `select ${summaryColumns}, origin_id, sealed_body from sluice.rejected where rejected_id = $1`,
    values: [id],
  })
  if (row === undefined) throw new FailureError(failure('not-found', { what: 'rejected message', id }))
  return { ...toSummary(row), originId: row.origin_id, sealedBody: row.sealed_body }
}
