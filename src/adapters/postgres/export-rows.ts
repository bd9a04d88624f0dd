import type { ExportSubject } from '../../contract/exports.ts'
import type { EventRow } from '../../contract/rows.ts'
import { readAsOfNow, type OneConnection } from './export-cursor.ts'
import type { FoundRow } from './read-target.ts'
import type { RowTable } from './row-table.ts'
import { findRunRows } from './run-rows.ts'

type RowSubject = Extract<ExportSubject, { readonly what: 'rows' }>

/**
 * Every row that matches the filters, in the order of `listRows`. Throws `PortError`, or as `ReadTarget`.
 *
 * @param on the same connection for every statement
 */
export async function* readRows(
  on: OneConnection & Pick<RowTable, 'table'>,
  subject: RowSubject,
): AsyncGenerator<readonly EventRow[], void, undefined> {
  const run = subject.run === undefined ? null : await findRunRows(on.query, on.table, subject.run)
  if (run === null && subject.run !== undefined) return
  for await (const page of readAsOfNow<FoundRow>(on, on.table.whole(subject, run)))
    yield page.map(on.table.toRow)
}
