import { stringify } from 'csv-stringify/sync'
import { asText, type ExportColumn } from './export-column.ts'

/**
 * CSV by RFC 4180, in UTF-8: a header, lines that end with CR LF, quotes where they are needed. An empty text is `""` and
 * none at all is nothing. A cell that a spreadsheet would take for a formula has an apostrophe before it (OWASP, CSV
 * injection), so that it is shown and not worked out.
 */
export async function* asCsv<Item>(
  columns: readonly ExportColumn<Item>[],
  pages: AsyncIterable<readonly Item[]>,
): AsyncGenerator<string, void, undefined> {
  yield lines([columns.map(({ name }) => name)])
  for await (const page of pages) yield lines(page.map((item) => columns.map((column) => cell(column, item))))
}

/** Numbers go as numbers: a minus before them is no formula. */
const cell = <Item>({ type, read }: ExportColumn<Item>, item: Item): string | bigint | null => {
  const text = asText(read(item))
  return type === 'integer' && text !== null ? BigInt(text) : text
}

const lines = (records: readonly (readonly (string | bigint | null)[])[]): string =>
  stringify([...records], {
    record_delimiter: 'windows',
    escape_formulas: true,
    // Who names the ends of lines must say that these count in cells too: a lone line feed would begin a new record.
    quote_record_delimiter: true,
    // Empty texts; what is none does not come this far.
    quoted_match: /^$/,
  })
