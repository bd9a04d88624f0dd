import { logins } from '../../src/contract/logins.ts'
import type { EventRow } from '../../src/contract/rows.ts'
import type { RowEntry } from '../../src/pipeline/ports.ts'

/** The columns of a login that is ready to be loaded; the masks are only words. */
const usual: Readonly<Record<string, string | null>> = {
  user_id: 'user',
  app_version: '1.0',
  device_type: 'ios',
  masked_ip: 'masked',
  locale: null,
  masked_device_id: 'masked',
}

/** A row to insert, by the names of its columns. */
export const loginRow = (
  overrides: Readonly<Record<string, string | null>> = {},
  day = '2026-11-25',
): RowEntry => ({
  kind: 'row',
  values: logins.fields.map(({ column }) => ({ ...usual, ...overrides })[column] ?? null),
  day,
})

/** The value in a column of a row to insert. */
export const inColumn = (entry: RowEntry, column: string): string | null =>
  entry.values[logins.fields.findIndex((field) => field.column === column)] ?? null

/** The value in a column of a loaded row. */
export const rowInColumn = ({ values }: EventRow, column: string): string | null =>
  values[logins.table.columns.indexOf(column)] ?? null
