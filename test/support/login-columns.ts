import { columnsOf } from '../../src/contract/event-columns.ts'
import { logins } from '../../src/contract/logins.ts'
import type { EventRow } from '../../src/contract/rows.ts'

/** The columns of the table of logins, in their order and without the row's number. */
export const loginColumns: readonly string[] = columnsOf(logins).map(({ name }) => name)

/** Those that a summary counts. */
export const summedColumns: readonly string[] = columnsOf(logins)
  .filter(({ isSummed }) => isSummed)
  .map(({ name }) => name)

/** The value of a row of logins in a column. */
export const inRow = ({ values }: EventRow, column: string): string | null => {
  const place = loginColumns.indexOf(column)
  if (place < 0) throw new Error(`Logins have no column ${column}`)
  return values[place] ?? null
}
