import type { SchemaElement } from 'hyparquet'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import { asText, type ExportColumn } from './export-column.ts'

/** Items in a group, about. A group is in memory as a whole, and the engine's thread does nothing else while it is packed. */
const groupSize = 10_000

/** Apache Parquet: numbers as INT64, days as DATE, times as TIMESTAMP in UTC, all else as UTF-8 text; packed by Snappy. */
export async function* asParquet<Item>(
  columns: readonly ExportColumn<Item>[],
  pages: AsyncIterable<readonly Item[]>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const sink = new ByteWriter()
  const writer = new ParquetWriter({ writer: sink, schema: schemaOf(columns), createdBy: 'Sluice' })
  const write = (items: readonly Item[]): Uint8Array => {
    const columnData = columns.map(({ name, type, read }) => ({
      name,
      data: items.map((item) => toParquet(type, asText(read(item)))),
      // One page a column and group: there is nothing to find by an index, and it would stay in memory until the end.
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

/** What was written since the last time, out of the way of what comes next. Where in the file that is, the sink still knows. */
const take = (sink: ByteWriter): Uint8Array => {
  const bytes = sink.getBytes().slice()
  sink.index = 0
  return bytes
}

const schemaOf = <Item>(columns: readonly ExportColumn<Item>[]): SchemaElement[] => [
  { name: 'root', num_children: columns.length },
  ...columns.map(({ name, type }): SchemaElement => ({ name, repetition_type: 'OPTIONAL', ...types[type] })),
]

const utf8 = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } } as const

const types: Readonly<Record<ExportColumn<never>['type'], Omit<SchemaElement, 'name'>>> = {
  text: utf8,
  list: utf8,
  integer: { type: 'INT64' },
  day: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
  time: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
}

const toParquet = (
  type: ExportColumn<never>['type'],
  text: string | null,
): string | bigint | number | Date | undefined => {
  if (text === null) return undefined
  if (type === 'integer') return BigInt(text)
  if (type === 'time') return new Date(text)
  return type === 'day' ? dayOf(text) : text
}

/** What stands for an infinite day, since Parquet knows none: the ends of its numbers, as DuckDB reads and writes them. */
const endOfDays = 2 ** 31 - 1

/** Days since 1970 of a day as `dayText` writes it, which reaches beyond both ends of what `Date` can hold. */
const dayOf = (text: string): number | undefined => {
  if (text.endsWith('infinity')) return text.startsWith('-') ? -endOfDays : endOfDays
  const [, digits, month, day, isBefore] = /^(\d+)-(\d\d)-(\d\d)( BC)?$/.exec(text) ?? []
  if (digits === undefined) return undefined
  // The calendar repeats every 400 years of 146,097 days. The year before 1 is 1 BC.
  const year = isBefore === undefined ? Number(digits) : 1 - Number(digits)
  const cycles = Math.floor((year - 2_000) / 400)
  return Date.UTC(year - cycles * 400, Number(month) - 1, Number(day)) / 86_400_000 + cycles * 146_097
}
