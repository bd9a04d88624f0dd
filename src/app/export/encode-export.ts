import type { OneConnection } from '../../adapters/postgres/export-cursor.ts'
import { readRejected } from '../../adapters/postgres/export-rejected.ts'
import { readRows } from '../../adapters/postgres/export-rows.ts'
import type { RowTable } from '../../adapters/postgres/row-table.ts'
import type { EventDefinition } from '../../contract/event-definition.ts'
import type { ExportFormat, ExportRequest } from '../../contract/exports.ts'
import { assertNever } from '../../contract/result.ts'
import { asCsv } from './csv.ts'
import { exportColumnsOf, rejectedColumns, type ExportColumn } from './export-column.ts'
import { asJsonLines } from './json-lines.ts'
import { asParquet } from './parquet.ts'

/** A piece of the file. */
export type Chunk = string | Uint8Array

/**
 * The file of an export, piece by piece, read as the pieces are asked for.
 *
 * @param on one connection, and the same one for every statement
 * @param event whose rows they are
 * @param onItems hears how many more items are on their way
 * Throws `PortError`, or `FailureError` once cancelled or with `export-value-unfit`.
 */
export const encodeExport = (
  on: OneConnection & Pick<RowTable, 'table'>,
  event: EventDefinition,
  { subject, format }: Pick<ExportRequest, 'subject' | 'format'>,
  onItems: (more: number) => void,
): AsyncIterable<Chunk> =>
  subject.what === 'rows'
    ? encode(format, exportColumnsOf(event), counted(readRows(on, subject), onItems))
    : encode(format, rejectedColumns, counted(readRejected(on, subject), onItems))

const encode = <Item>(
  format: ExportFormat,
  columns: readonly ExportColumn<Item>[],
  pages: AsyncIterable<readonly Item[]>,
): AsyncIterable<Chunk> => {
  switch (format) {
    case 'csv':
      return asCsv(columns, pages)
    case 'jsonl':
      return asJsonLines(columns, pages)
    case 'parquet':
      return asParquet(columns, pages)
    default:
      return assertNever(format)
  }
}

async function* counted<Item>(
  pages: AsyncIterable<readonly Item[]>,
  onItems: (more: number) => void,
): AsyncGenerator<readonly Item[], void, undefined> {
  for await (const page of pages) {
    onItems(page.length)
    yield page
  }
}
