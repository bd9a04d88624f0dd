import type { ExportColumn } from './export-column.ts'

/** One JSON object a line, in UTF-8. 64-bit numbers are text, since JSON readers round them; lists stay lists. */
export async function* asJsonLines<Item>(
  columns: readonly ExportColumn<Item>[],
  pages: AsyncIterable<readonly Item[]>,
): AsyncGenerator<string, void, undefined> {
  const line = (item: Item): string =>
    `${JSON.stringify(Object.fromEntries(columns.map(({ name, read }) => [name, read(item)])))}\n`
  for await (const page of pages) yield page.map(line).join('')
}
