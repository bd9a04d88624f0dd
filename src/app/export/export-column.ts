import { columnsOf, type ColumnContent } from '../../contract/event-columns.ts'
import type { EventDefinition } from '../../contract/event-definition.ts'
import type { Reason } from '../../contract/reason.ts'
import type { RejectedSummary } from '../../contract/rejected.ts'
import type { EventRow } from '../../contract/rows.ts'
import type { OpenedRejection } from './open-bodies.ts'

/** A cell's value before a format encodes it. */
export type ExportValue = string | null | readonly Reason[] | readonly string[]

/**
 * `integer` is a 64-bit number as text, `decimal` a number of any length, `day` is `YYYY-MM-DD`, `time` is ISO 8601 in UTC to the
 * millisecond, `timestamp` to the microsecond, `list` is a list, as of reasons; the others are what their name says.
 */
export type ExportType =
  'text' | 'integer' | 'decimal' | 'boolean' | 'day' | 'time' | 'timestamp' | 'json' | 'list'

export interface ExportColumn<Item> {
  readonly name: string
  readonly type: ExportType
  readonly read: (item: Item) => ExportValue
}

/** The type of a column that is more than text. */
const types: Readonly<Partial<Record<ColumnContent, ExportType>>> = {
  integer: 'integer',
  decimal: 'decimal',
  boolean: 'boolean',
  date: 'day',
  day: 'day',
  timestamp: 'timestamp',
  json: 'json',
}

/** The columns of an event's table, after the row's number. */
export const exportColumnsOf = (event: EventDefinition): readonly ExportColumn<EventRow>[] => [
  { name: event.table.rowNumber, type: 'integer', read: (row) => row.id },
  ...columnsOf(event).map(({ name, content }, at): ExportColumn<EventRow> => ({
    name,
    type: types[content] ?? 'text',
    read: (row) => row.values[at] ?? null,
  })),
]

/** Without bodies: those stay sealed. */
export const rejectedColumns: readonly ExportColumn<RejectedSummary>[] = [
  { name: 'rejected_id', type: 'integer', read: (message) => message.id },
  { name: 'message_id', type: 'text', read: (message) => message.messageId },
  { name: 'sent_at', type: 'time', read: (message) => message.sentAt },
  { name: 'rejected_at', type: 'time', read: (message) => message.rejectedAt },
  { name: 'run_id', type: 'text', read: (message) => message.runId },
  { name: 'state', type: 'text', read: (message) => message.state },
  { name: 'reasons', type: 'list', read: (message) => message.reasons },
  { name: 'note', type: 'text', read: (message) => message.note },
  { name: 'tags', type: 'list', read: (message) => message.tags },
  { name: 'investigated_since', type: 'time', read: (message) => message.investigatedSince },
]

/** With bodies: the text as it came, or with covered parts replaced character for character. Null if it cannot be opened. */
export const openedColumns: readonly ExportColumn<OpenedRejection>[] = [
  ...rejectedColumns,
  { name: 'covered', type: 'boolean', read: ({ covered }) => String(covered) },
  { name: 'body', type: 'text', read: ({ body }) => body },
  { name: 'attributes', type: 'json', read: ({ attributes }) => attributes },
]

/** A cell as text, for formats that have no lists. */
export const asText = (value: ExportValue): string | null =>
  value === null || typeof value === 'string' ? value : JSON.stringify(value)
