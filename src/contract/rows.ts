import { z } from 'zod'
import { id, text } from './input.ts'

/** The columns of `user_logins`, in the order of the table. */
export const loginColumns = [
  'user_id',
  'device_type',
  'masked_ip',
  'masked_device_id',
  'locale',
  'app_version',
  'create_date',
] as const

export type LoginColumn = (typeof loginColumns)[number]

const column = z.enum(loginColumns)

/** How a text column is compared. `is` and `empty` are exact; `contains` ignores case. */
const filter = z.discriminatedUnion('how', [
  z.strictObject({ column, how: z.literal('contains'), text: text(1, 256) }),
  z.strictObject({ column, how: z.literal('is'), text: text(0, 256) }),
  z.strictObject({ column, how: z.literal('empty') }),
])

/** The longest text that a cursor carries, in UTF-16 units; far longer than any that Sluice fills. */
export const longestCursorValue = 65_536

/** Points behind a row: its name and the text it was sorted by. Opaque to windows: they hand back what they were given. */
const rowCursor = z.strictObject({
  id,
  value: text(0, longestCursorValue).nullable(),
  /** Whether the text is too long to be carried, so that it is looked up in the row. */
  byRow: z.boolean().default(false),
})

/** Newest first where nothing is said. */
const sort = z
  .strictObject({ column: z.enum([...loginColumns, 'login_id']), descending: z.boolean() })
  .default({ column: 'login_id', descending: true })

/** At most one filter a column; all of them must hold. */
const filters = z.array(filter).max(loginColumns.length).default([])

/** Columns with few enough values to be counted for each. */
export const summaryColumns = ['device_type', 'locale', 'app_version', 'create_date'] as const

export type SummaryColumn = (typeof summaryColumns)[number]

/** Names a command that may take long, so that `cancelOperation` can end it. With a name it may take longer, too. */
const operation = z.uuid().nullable().default(null)

export const rowInputs = {
  /** One page of loaded rows, sorted and filtered by the database. */
  listRows: z.strictObject({
    sort,
    filters,
    /** The page behind this point. */
    after: rowCursor.nullable().default(null),
    limit: z.int().min(1).max(500).default(50),
    operation,
  }),
  /** How many rows there are, and points from which any place among them is near. Reads every row once. */
  mapRows: z.strictObject({ sort, filters, operation }),
  /** One row with where it came from. */
  getRow: z.strictObject({ id }),
  /** The row that a message became, by its id or its origin id. */
  findRow: z.strictObject({ message: text(1, 256) }),
  /** How often each value of a column comes among the rows that the filters let through. */
  summarizeRows: z.strictObject({ column: z.enum(summaryColumns), filters, operation }),
  /** Which columns can be sorted by without sorting the whole table, and how large that is. */
  listRowIndexes: z.strictObject({}),
  /** Makes the index that sorting by a column needs. Loading goes on meanwhile; it may take minutes. */
  makeRowIndex: z.strictObject({ column, operation }),
  dropRowIndex: z.strictObject({ column }),
  /** Ends the command that was sent under this name; one that has ended already is no error. */
  cancelOperation: z.strictObject({ operation: z.uuid() }),
} as const

export type RowFilter = z.output<typeof filter>
export type RowCursor = z.output<typeof rowCursor>
export type RowSort = z.output<typeof sort>

/** A row of `user_logins` as it is stored: the originals of the masked columns are not in it. */
export interface LoginRow {
  /** `login_id`, a 64-bit number as text. */
  readonly id: string
  readonly user_id: string | null
  readonly device_type: string | null
  readonly masked_ip: string | null
  readonly masked_device_id: string | null
  readonly locale: string | null
  readonly app_version: string | null
  /**
   * The UTC day on which the message was sent, `YYYY-MM-DD`. Rows that others put there may have a day with ` BC` behind it,
   * `infinity` or `-infinity`.
   */
  readonly create_date: string | null
}

export interface RowPage {
  readonly rows: readonly LoginRow[]
  /** Where the next page starts (`after`); null on the last one. */
  readonly next: RowCursor | null
}

/** Where things are among many rows, as of one moment. */
export interface RowMap {
  readonly count: number
  /** Rows from one point to the next. */
  readonly step: number
  /** The last row of each full step: the page behind the first point starts at row number `step`, counted from 0. */
  readonly points: readonly RowCursor[]
}

export interface RowIndexes {
  /** Columns with an index that is ready for use. `login_id` always has its own. */
  readonly ready: readonly LoginColumn[]
  /** About how many rows there are, as PostgreSQL guesses for its plans. */
  readonly estimatedRows: number
}

/** Where a row came from, as the ledger knows it. Times are ISO 8601, UTC. */
export interface RowLineage {
  readonly messageId: string
  /** The name under which a redelivery or a replay is recognised. */
  readonly originId: string
  readonly runId: string
  /** Check value of the key that its masks were made with; null where that was not noted. */
  readonly maskKey: string | null
  readonly sentAt: string
  readonly settledAt: string
  /** Messages with its origin that were rejected, the newest first, at most ten. */
  readonly rejections: readonly OriginRejection[]
}

/** A rejected message with the origin of a row. */
export interface OriginRejection {
  readonly id: string
  readonly messageId: string
  readonly rejectedAt: string
}

export interface RowDetails {
  readonly row: LoginRow
  /** Null where the ledger does not know the row, or no longer. */
  readonly lineage: RowLineage | null
}

export interface RowSummary {
  readonly column: SummaryColumn
  /** The most frequent values, with how many rows have them. */
  readonly top: readonly { readonly value: string | null; readonly count: number }[]
  /** Rows with any other value. */
  readonly others: number
}

export interface RowOutputs {
  readonly listRows: RowPage
  readonly mapRows: RowMap
  readonly getRow: RowDetails
  readonly findRow: { readonly id: string | null }
  readonly summarizeRows: RowSummary
  readonly listRowIndexes: RowIndexes
  readonly makeRowIndex: null
  readonly dropRowIndex: null
  readonly cancelOperation: { readonly found: boolean }
}
