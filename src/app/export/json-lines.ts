import { jsonCell, jsonMembers } from '../../contract/json-cells.ts'
import type { ExportColumn } from './export-column.ts'

/** One JSON object a line, in UTF-8; for its values see `json-cells.ts`. Lists stay lists. */
export async function* asJsonLines<Item>(
  columns: readonly ExportColumn<Item>[],
  pages: AsyncIterable<readonly Item[]>,
): AsyncGenerator<string, void, undefined> {
  for await (const page of pages) yield page.map((item) => `${jsonObject(columns, item)}\n`).join('')
}

/** An item as a JSON object on one line. */
export const jsonObject = <Item>(columns: readonly ExportColumn<Item>[], item: Item): string =>
  `{${jsonMembers(columns.map((column) => [column.name, cell(column, item)])).join(',')}}`

const cell = <Item>({ type, read }: ExportColumn<Item>, item: Item): string => {
  const value = read(item)
  if (value !== null && typeof value !== 'string') return JSON.stringify(value)
  return jsonCell(type === 'boolean' || type === 'json' ? type : 'text', value)
}
