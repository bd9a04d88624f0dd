import { delimitedLine, numberCell, type Cell } from '../../contract/delimited.ts'
import { asText, type ExportColumn } from './export-column.ts'

/** CSV in UTF-8: a header, and lines that end with CR LF. For its cells see `delimited.ts`. */
export async function* asCsv<Item>(
  columns: readonly ExportColumn<Item>[],
  pages: AsyncIterable<readonly Item[]>,
): AsyncGenerator<string, void, undefined> {
  yield lines([columns.map(({ name }) => name)])
  for await (const page of pages) yield lines(page.map((item) => columns.map((column) => cell(column, item))))
}

const cell = <Item>({ type, read }: ExportColumn<Item>, item: Item): Cell => {
  const text = asText(read(item))
  return text !== null && (type === 'integer' || type === 'decimal') ? numberCell(text) : text
}

const lines = (records: readonly (readonly Cell[])[]): string =>
  records.map((record) => `${delimitedLine(record, ',')}\r\n`).join('')
