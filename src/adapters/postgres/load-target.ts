import type { ColumnLimits } from '../../pipeline/column-limit.ts'
import type { ReadTarget } from './read-target.ts'
import type { TargetColumn } from './target-column.ts'

/** The table that rows are loaded into, as the catalogue shows it, in the words that statements need. */
export interface LoadTarget {
  /** Its name with its schema, quoted: `"public"."orders"`. */
  readonly table: string
  /** The columns that an insert names, but for the row's number. All others are left to their defaults. */
  readonly columns: readonly TargetColumn[]
  readonly rowNumber: { readonly name: string; readonly quoted: string }
  /** What columns hold, where that is less than their fields may be. */
  readonly limits: ColumnLimits
  /** SQL for the next row number: `pg_catalog.nextval('"public"."orders_row_number_seq"'::pg_catalog.regclass)`. */
  readonly nextNumber: string
  /**
   * What stands between an insert and the table, by name: triggers, rules, and the view itself. Where there is any, what
   * arrived is counted before each commit; without, a commit is one statement and one round trip.
   */
  readonly interceptors: readonly string[]
  /**
   * SQL for the sequence behind it, `'"public"."orders_row_number_seq"'::pg_catalog.regclass`. Null where it is none that can
   * be raised when it is behind the rows.
   */
  readonly sequence: string | null
  /** How its rows are read. */
  readonly rows: ReadTarget
}
