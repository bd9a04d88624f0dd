import { logins } from '../../contract/logins.ts'
import { quoteText } from './search-path.ts'
import { isoTime } from './time-text.ts'

/** A table whose rows are looked up in the ledger. */
export interface LoadedTable {
  /** Its name for people. */
  readonly label: string
  /** The table that stores its rows, as `sluice.events` names it; null if there is none yet. */
  readonly filled: { readonly name: string; readonly oid: number } | null
}

/**
 * SQL for the entry of a row, also in the former ledger while that is being moved. Two tables can have rows with the
 * same number: an entry counts if its run recorded a definition for this table, by name or by number. Runs that
 * recorded none filled the table of logins, or one for which nothing was ever recorded.
 *
 * @param rowNumber the row's number, as a parameter or as a column with its table
 */
export const loadedRow = (columns: string, table: LoadedTable, rowNumber: string): string =>
  `select ${columns} from sluice.loaded l
    where l.row_number >> 4 = ${rowNumber}::bigint >> 4 and l.row_number = ${rowNumber}::bigint and l.run_id is not null
      and ${isOf(table)}
    order by l.event_id is null, l.loaded_at desc limit 1`

/** Whether an entry is of a row of this table. */
const isOf = ({ label, filled }: LoadedTable): string => {
  const events =
    filled === null
      ? 'select null::integer as event_id where false'
      : `select e.event_id from sluice.events e where e.table_name = ${quoteText(filled.name)} or e.table_oid = ${filled.oid}`
  const mayBeUnnoted = label === logins.table.name ? 'true' : `not exists (${events})`
  return `(l.event_id in (${events}) or l.event_id is null and ${mayBeUnnoted})`
}

/** SQL for the numbers of all rows that a run loaded into a table. */
export const rowsOfRun = (table: LoadedTable, runId: string): string =>
  `select l.row_number from sluice.loaded l where l.run_id = ${runId}::uuid and ${isOf(table)}`

/**
 * When a row was loaded: an expression for a select list. It is looked up for each returned row, so only lists that
 * show it ask for it.
 */
export const loadedAtOf = (table: LoadedTable, rowNumber: string): string =>
  `(${loadedRow(isoTime('l.loaded_at'), table, rowNumber)})`
