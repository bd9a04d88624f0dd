import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import pg from 'pg'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { exportColumnsOf, rejectedColumns } from '../../../src/app/export/export-column.ts'
import { asParquet } from '../../../src/app/export/parquet.ts'
import { logins } from '../../../src/contract/logins.ts'
import { rowOf } from '../../support/event-rows.ts'
import { oddOrderCells, oddOrders } from '../../support/odd-orders.ts'
import { createRejected, createRow, gather, inPages, loginCells, reasons } from './items.ts'

const bytesOf = async (chunks: AsyncIterable<Uint8Array>): Promise<ArrayBuffer> => {
  return new Uint8Array(Buffer.concat(await gather(chunks))).buffer
}

const read = (file: ArrayBuffer): Promise<readonly Record<string, unknown>[]> => parquetReadObjects({ file })

/** Leaves times as they are in the file. */
const microseconds = { timestampFromMicroseconds: (count: bigint) => count }

describe('Parquet', () => {
  it('preserves every cell: text as text, missing as null, the id in 64 bits, the day as a date', async () => {
    const odd = {
      user_id: '=1\n"\u2028🦦',
      device_type: '',
      locale: null,
      masked_ip: null,
      create_date: null,
    }
    const rows = [createRow({ id: '9223372036854775807' }), createRow({ id: '-2', ...odd })]
    const [first, second] = await read(await bytesOf(asParquet(exportColumnsOf(logins), inPages(rows))))
    expect(first).toEqual({
      login_id: 9223372036854775807n,
      ...loginCells,
      create_date: new Date('2026-02-28T00:00:00Z'),
    })
    expect(second).toMatchObject({ login_id: -2n, ...odd })
  })

  it('A49 preserves days outside the range of a JavaScript date, and infinite ones', async () => {
    const days = [
      '0044-03-15 BC',
      '0001-01-01',
      '0099-12-31',
      '12345-01-02',
      '5874897-12-31',
      'infinity',
      '-infinity',
    ]
    const rows = days.map((day) => createRow({ create_date: day }))
    const back = await parquetReadObjects({
      file: await bytesOf(asParquet(exportColumnsOf(logins), inPages(rows))),
      parsers: { dateFromDays: (count: number) => count },
    })
    const client = new pg.Client({ connectionString: inject('databaseUrl') })
    onTestFinished(() => client.end())
    await client.connect()
    const { rows: counted } = await client.query<{ days: number }>(
      `select day::date - date '1970-01-01' as days from unnest($1::text[]) as day`,
      [days.slice(0, -2)],
    )
    expect(back.map((row) => row.create_date)).toEqual([
      ...counted.map((each) => each.days),
      ...[2147483647, -2147483647],
    ])
  })

  it('states the types, so that readers need not guess', async () => {
    const { schema } = parquetMetadata(
      await bytesOf(asParquet(exportColumnsOf(logins), inPages([createRow()]))),
    )
    const typesOf = (name: string) => {
      const found = schema.find((element) => element.name === name)
      return [found?.type, found?.converted_type]
    }
    expect(typesOf('login_id')[0]).toBe('INT64')
    expect(typesOf('user_id')).toEqual(['BYTE_ARRAY', 'UTF8'])
    expect(typesOf('create_date')).toEqual(['INT32', 'DATE'])
  })

  it('writes in groups, so that only one of them is ever in memory', async () => {
    const rows = Array.from({ length: 25_500 }, (_, index) => createRow({ id: String(index) }))
    const chunks = await gather(asParquet(exportColumnsOf(logins), inPages(rows, 1_000)))
    expect(chunks).toHaveLength(4)
    const buffer = new Uint8Array(Buffer.concat(chunks)).buffer
    expect(parquetMetadata(buffer).row_groups.map((group) => group.num_rows)).toEqual([
      10_000n,
      10_000n,
      5_500n,
    ])
    const back = await read(buffer)
    expect(back.map((row) => row.login_id)).toEqual(rows.map(({ id }) => BigInt(id)))
  })

  it('is a complete file even if there is nothing', async () => {
    const file = await bytesOf(asParquet(exportColumnsOf(logins), inPages([])))
    expect(parquetMetadata(file).num_rows).toBe(0n)
    expect(await read(file)).toEqual([])
  })

  it('has its own type for what it can preserve, and text for everything else', async () => {
    const rows = [rowOf(oddOrders, '7', oddOrderCells), rowOf(oddOrders, '8', { paid: 'false' })]
    const file = await bytesOf(asParquet(exportColumnsOf(oddOrders), inPages(rows)))
    const types = parquetMetadata(file).schema.slice(1)
    expect(types.map(({ name, type, converted_type }) => [name, converted_type ?? type])).toEqual([
      ['line', 'INT64'],
      ['order_id', 'UTF8'],
      ['masked email', 'UTF8'],
      ['total', 'UTF8'],
      ['Count "all"', 'INT64'],
      ['paid', 'BOOLEAN'],
      ['placed', 'TIMESTAMP_MICROS'],
      ['due', 'DATE'],
      ['extras', 'UTF8'],
      ['🦦', 'UTF8'],
      ['constructor', 'UTF8'],
      ['sent', 'DATE'],
    ])
    const nothing = Object.fromEntries(Object.keys(oddOrderCells).map((name) => [name, null]))
    expect(await parquetReadObjects({ file, parsers: microseconds })).toEqual([
      {
        ...{ line: 7n, ...oddOrderCells, 'Count "all"': -9007199254740993n, paid: true },
        placed: BigInt(Date.parse('2026-02-28T23:59:59Z')) * 1_000n + 123_456n,
        ...{ due: new Date('2026-03-31'), sent: new Date('2026-02-28') },
      },
      { ...nothing, line: 8n, paid: false },
    ])
  })

  it.each([
    ['2026-02-28 23:59:59.5+00', BigInt(Date.parse('2026-02-28T23:59:59.500Z')) * 1_000n],
    ['0001-01-01 00:00:00+00', BigInt(Date.parse('0001-01-01T00:00:00Z')) * 1_000n],
    ['1969-12-31T23:59:59.999999Z', -1n],
    ['0044-03-15 12:00:00+00 BC', BigInt(Date.parse('-000043-03-15T12:00:00Z')) * 1_000n],
    ['infinity', 9223372036854775807n],
    ['-infinity', -9223372036854775807n],
  ])('takes a time as PostgreSQL writes it: %s', async (placed, expected) => {
    const file = await bytesOf(
      asParquet(exportColumnsOf(oddOrders), inPages([rowOf(oddOrders, '1', { placed })])),
    )
    const [back] = await parquetReadObjects({ file, parsers: microseconds })
    expect(back?.placed).toBe(expected)
  })

  it.each([
    ['Count "all"', '9223372036854775808'],
    ['Count "all"', '1.0'],
    ['Count "all"', ''],
    ['paid', 'maybe'],
    ['due', 'soon'],
    ['placed', '2026-02-28 23:59:59'],
    ['placed', '294276-12-31 23:59:59.999999+00'],
  ])('ends with a sentence rather than lose what others put into %s: %s', async (column, text) => {
    const rows = [rowOf(oddOrders, '1', oddOrderCells), rowOf(oddOrders, '2', { [column]: text })]
    await expect(bytesOf(asParquet(exportColumnsOf(oddOrders), inPages(rows)))).rejects.toMatchObject({
      failure: { code: 'export-value-unfit', details: { name: column } },
    })
  })

  it('gives the times of a rejected message as times, and its reasons as JSON text', async () => {
    const [message] = await read(await bytesOf(asParquet(rejectedColumns, inPages([createRejected()]))))
    expect(message).toMatchObject({ rejected_id: 9n, sent_at: new Date('2026-02-28T23:59:59.999Z') })
    expect(JSON.parse(String(message?.reasons))).toEqual(reasons)
  })
})
