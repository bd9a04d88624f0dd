import type { Reason } from '../../contract/reason.ts'
import type { RejectedSummary } from '../../contract/rejected.ts'
import { loginColumns, type LoginRow } from '../../contract/rows.ts'

/** What is in a cell before a format makes its own of it. */
export type ExportValue = string | null | readonly Reason[]

/**
 * `integer` is a 64-bit number as text, `day` is `YYYY-MM-DD`, `time` is ISO 8601 in UTC, `list` is reasons; all others are
 * text.
 */
export interface ExportColumn<Item> {
  readonly name: string
  readonly type: 'text' | 'integer' | 'day' | 'time' | 'list'
  readonly read: (item: Item) => ExportValue
}

export const rowColumns: readonly ExportColumn<LoginRow>[] = [
  { name: 'login_id', type: 'integer', read: (row) => row.id },
  ...loginColumns.map((name): ExportColumn<LoginRow> => ({
    name,
    type: name === 'create_date' ? 'day' : 'text',
    read: (row) => row[name],
  })),
]

/** Never a body: those stay sealed. */
export const rejectedColumns: readonly ExportColumn<RejectedSummary>[] = [
  { name: 'rejected_id', type: 'integer', read: (message) => message.id },
  { name: 'message_id', type: 'text', read: (message) => message.messageId },
  { name: 'sent_at', type: 'time', read: (message) => message.sentAt },
  { name: 'rejected_at', type: 'time', read: (message) => message.rejectedAt },
  { name: 'run_id', type: 'text', read: (message) => message.runId },
  { name: 'state', type: 'text', read: (message) => message.state },
  { name: 'reasons', type: 'list', read: (message) => message.reasons },
  { name: 'note', type: 'text', read: (message) => message.note },
]

/** A cell as text, for formats that have no lists. */
export const asText = (value: ExportValue): string | null =>
  value === null || typeof value === 'string' ? value : JSON.stringify(value)
