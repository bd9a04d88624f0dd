import { z } from 'zod'
import { mostFields } from './event-file.ts'
import { id, text } from './input.ts'
import { columnName as column, rowFilter } from './row-filter.ts'

/** A column for each field, and one for the day of sending. */
const mostColumns = mostFields + 1

/** The longest text that a cursor carries, in UTF-16 units; far longer than any that Sluice stores. */
export const longestCursorValue = 65_536

/** A position after a row: its id and the text it was sorted by. Opaque to windows, which return it as it is. */
const rowCursor = z.strictObject({
  id,
  value: text(0, longestCursorValue).nullable(),
  /** Whether the text is too long to carry, so that it is looked up in the row. */
  byRow: z.boolean().default(false),
})

/** By a column, or with null by the number of the row; newest first by default. */
const sort = z
  .strictObject({ column: column.nullable(), descending: z.boolean() })
  .default({ column: null, descending: true })

/** At most one filter a column; all of them must hold. */
const filters = z.array(rowFilter).max(mostColumns).default([])

/** Only the rows that this run loaded, as the ledger knows them. */
const run = z.uuid().optional()

/**
 * The id of a command that may take long, so that `cancelOperation` can end it. With an id it is also given more
 * time.
 */
const operation = z.uuid().nullable().default(null)

export const rowInputs = {
  /** One page of loaded rows, sorted and filtered by the database. */
  listRows: z.strictObject({
    sort,
    filters,
    run,
    /** The page after this position. */
    after: rowCursor.nullable().default(null),
    limit: z.int().min(1).max(500).default(50),
    /** Whether each row comes with the time it was loaded, from the ledger. */
    loadedAt: z.boolean().optional(),
    operation,
  }),
  /** How many rows there are, and points from which any place among them is near. Reads every row once. */
  mapRows: z.strictObject({ sort, filters, run, operation }),
  /** One row with where it came from. */
  getRow: z.strictObject({ id }),
  /** How often each value of a column occurs in the rows that match the filters. */
  summarizeRows: z.strictObject({ column, filters, run, operation }),
  /** The columns whose order needs no sorting of the whole table, and the table's size. */
  listRowIndexes: z.strictObject({}),
  /** Makes the index that sorting by a column needs. Loading continues meanwhile; it can take minutes. */
  makeRowIndex: z.strictObject({ column, operation }),
  dropRowIndex: z.strictObject({ column }),
  /** Ends the command with this id; it is not an error if it has already ended. */
  cancelOperation: z.strictObject({ operation: z.uuid() }),
} as const

export type RowCursor = z.output<typeof rowCursor>
export type RowSort = z.output<typeof sort>

/** A row as stored: without the originals of the masked columns. */
export interface EventRow {
  /** Its number, of 64 bits, as text. */
  readonly id: string
  /**
   * The columns of the event in force as text, in its order. A day is `YYYY-MM-DD`; rows of other writers can have
   * one followed by ` BC`, `infinity` or `-infinity`.
   */
  readonly values: readonly (string | null)[]
  /** When it was loaded, ISO 8601 in UTC, where that was asked for; null if the ledger does not know the row. */
  readonly loadedAt?: string | null
}

export interface RowPage {
  readonly rows: readonly EventRow[]
  /** Where the next page starts (`after`); null on the last one. */
  readonly next: RowCursor | null
}

/** Positions among many rows, at one moment. */
export interface RowMap {
  readonly count: number
  /** Rows from one point to the next. */
  readonly step: number
  /** The last row of each full step: the page after the first point starts at row number `step`, counted from 0. */
  readonly points: readonly RowCursor[]
}

export interface RowIndexes {
  /** Columns with an index that is ready for use. The number of the row always has its own. */
  readonly ready: readonly string[]
  /** About how many rows there are, as PostgreSQL guesses for its plans. */
  readonly estimatedRows: number
}

/** A row's origin, from the ledger. Times are ISO 8601, UTC. */
export interface RowLineage {
  readonly messageId: string
  /** The id by which a redelivery or a replay is recognised. */
  readonly originId: string
  readonly runId: string
  /** Check value of the key of its masks; null if that was not recorded. */
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
  /** The rule by which it became the row; null if none did. */
  readonly rule: string | null
}

export interface RowDetails {
  readonly row: EventRow
  /** Null if the ledger does not know the row, or no longer. */
  readonly lineage: RowLineage | null
}

export interface RowSummary {
  readonly column: string
  /** The most frequent values, with how many rows have them. */
  readonly top: readonly { readonly value: string | null; readonly count: number }[]
  /** Rows with any other value. */
  readonly others: number
}

export interface RowOutputs {
  readonly listRows: RowPage
  readonly mapRows: RowMap
  readonly getRow: RowDetails
  readonly summarizeRows: RowSummary
  readonly listRowIndexes: RowIndexes
  readonly makeRowIndex: null
  readonly dropRowIndex: null
  readonly cancelOperation: { readonly found: boolean }
}
