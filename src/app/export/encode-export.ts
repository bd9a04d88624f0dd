import type { OneConnection } from '../../adapters/postgres/export-cursor.ts'
import { readRejected, readWithBodies } from '../../adapters/postgres/export-rejected.ts'
import { readRows } from '../../adapters/postgres/export-rows.ts'
import type { RowTable } from '../../adapters/postgres/row-table.ts'
import type { EventDefinition } from '../../contract/event-definition.ts'
import type { ExportFormat, ExportRequest, ExportSubject } from '../../contract/exports.ts'
import { assertNever } from '../../contract/result.ts'
import { asCsv } from './csv.ts'
import type { Showing } from '../show-rejected.ts'
import { exportColumnsOf, openedColumns, rejectedColumns, type ExportColumn } from './export-column.ts'
import { asJsonLines } from './json-lines.ts'
import { openBodies, type OpenedRejection, type ShownBodies } from './open-bodies.ts'
import { asParquet } from './parquet.ts'

/** A chunk of the file. */
export type Chunk = string | Uint8Array

/**
 * The file of an export, chunk by chunk, read on demand.
 *
 * @param on one connection, the same for every statement; `showing` opens bodies over other connections
 * @param event whose rows they are
 * @param onItems is told how many more items were read
 * Throws `PortError`, or `FailureError` once cancelled or with `export-value-unfit`.
 */
export const encodeExport = (
  on: OneConnection & Pick<RowTable, 'table'> & { readonly showing?: Showing | undefined },
  event: EventDefinition,
  { subject, format }: Pick<ExportRequest, 'subject' | 'format'>,
  onItems: (more: number) => void,
): AsyncIterable<Chunk> =>
  subject.what === 'rows'
    ? encode(format, exportColumnsOf(event), counted(readRows(on, subject), onItems))
    : subject.bodies.how === 'none'
      ? encode(format, rejectedColumns, counted(readRejected(on, subject), onItems))
      : encode(format, openedColumns, counted(openedBodies(on, subject, subject.bodies), onItems))

const openedBodies = (
  on: OneConnection & { readonly showing?: Showing | undefined },
  subject: Pick<ExportSubject & { readonly what: 'rejected' }, 'filter'>,
  bodies: ShownBodies,
): AsyncGenerator<readonly OpenedRejection[], void, undefined> => {
  if (on.showing === undefined) throw new TypeError('nothing opens the bodies of this export')
  return openBodies(on.showing, bodies, readWithBodies(on, subject))
}

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
