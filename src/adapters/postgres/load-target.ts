import type { ColumnLimits } from '../../pipeline/column-limit.ts'
import type { ReadTarget } from './read-target.ts'
import type { TargetColumn } from './target-column.ts'

/** The table that rows are loaded into, by the catalogue, as SQL for statements. */
export interface LoadTarget {
  /** Its name with its schema, quoted: `"public"."orders"`. */
  readonly table: string
  /** The columns that an insert names, but for the row's number. All others are left to their defaults. */
  readonly columns: readonly TargetColumn[]
  readonly rowNumber: { readonly name: string; readonly quoted: string }
  /** The limits of columns that hold less than their fields can. */
  readonly limits: ColumnLimits
  /** SQL for the next row number: `pg_catalog.nextval('"public"."orders_row_number_seq"'::pg_catalog.regclass)`. */
  readonly nextNumber: string
  /**
   * What is between an insert and the table, by name: triggers, rules, and the view itself. If there is any, the
   * arrived rows are counted before each commit; otherwise a commit is one statement and one round trip.
   */
  readonly interceptors: readonly string[]
  /**
   * SQL for the sequence behind it, `'"public"."orders_row_number_seq"'::pg_catalog.regclass`. Null if it cannot be
   * raised when it is behind the rows.
   */
  readonly sequence: string | null
  /** How its rows are read. */
  readonly rows: ReadTarget
}
