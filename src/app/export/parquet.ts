import type { SchemaElement } from 'hyparquet'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import { failure, FailureError } from '../../contract/failure.ts'
import { asText, type ExportColumn } from './export-column.ts'
import { parquetType, type ParquetValue } from './parquet-types.ts'

/** Roughly how many items a group has. A whole group is in memory, and packing it occupies the engine's thread. */
const groupSize = 10_000

/** Apache Parquet, compressed by Snappy; for its values see `parquet-types.ts`. Throws `FailureError` (`export-value-unfit`). */
export async function* asParquet<Item>(
  columns: readonly ExportColumn<Item>[],
  pages: AsyncIterable<readonly Item[]>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const sink = new ByteWriter()
  const writer = new ParquetWriter({ writer: sink, schema: schemaOf(columns), createdBy: 'Sluice' })
  const write = (items: readonly Item[]): Uint8Array => {
    const columnData = columns.map(({ name, type, read }) => ({
      name,
      data: items.map((item) => toParquet({ name, type }, asText(read(item)))),
      // One page a column and group: an index would help nobody, and would stay in memory until the end.
      offsetIndex: false,
    }))
    void writer.write({ columnData, rowGroupSize: items.length })
    return take(sink)
  }
  let group: Item[] = []
  for await (const page of pages) {
    group.push(...page)
    if (group.length < groupSize) continue
    yield write(group)
    group = []
  }
  if (group.length > 0) yield write(group)
  void writer.finish()
  yield take(sink)
}

/** What was written since the last call, removed from the buffer. The sink still knows its position in the file. */
const take = (sink: ByteWriter): Uint8Array => {
  const bytes = sink.getBytes().slice()
  sink.index = 0
  return bytes
}

const schemaOf = <Item>(columns: readonly ExportColumn<Item>[]): SchemaElement[] => [
  { name: 'root', num_children: columns.length },
  ...columns.map(({ name, type }): SchemaElement => ({
    name,
    repetition_type: 'OPTIONAL',
    ...parquetType(type).element,
  })),
]

const toParquet = (
  { name, type }: Pick<ExportColumn<never>, 'name' | 'type'>,
  text: string | null,
): ParquetValue | undefined => {
  if (text === null) return undefined
  const { read, what } = parquetType(type)
  const value = read(text)
  if (value === null) throw new FailureError(failure('export-value-unfit', { name, what }))
  return value
}
