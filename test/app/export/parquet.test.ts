import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import pg from 'pg'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { rejectedColumns, rowColumns } from '../../../src/app/export/export-column.ts'
import { asParquet } from '../../../src/app/export/parquet.ts'
import { createRejected, createRow, gather, inPages, reasons } from './items.ts'

const bytesOf = async (chunks: AsyncIterable<Uint8Array>): Promise<ArrayBuffer> => {
  return new Uint8Array(Buffer.concat(await gather(chunks))).buffer
}

const read = (file: ArrayBuffer): Promise<readonly Record<string, unknown>[]> => parquetReadObjects({ file })

describe('Parquet', () => {
  it('gives back every cell: text as text, none as null, the id in 64 bits, the day as a date', async () => {
    const odd = {
      user_id: '=1\n"\u2028🦦',
      device_type: '',
      locale: null,
      masked_ip: null,
      create_date: null,
    }
    const rows = [createRow({ id: '9223372036854775807' }), createRow({ id: '-2', ...odd })]
    const [first, second] = await read(await bytesOf(asParquet(rowColumns, inPages(rows))))
    const { id: _, ...texts } = createRow()
    expect(first).toEqual({
      login_id: 9223372036854775807n,
      ...texts,
      create_date: new Date('2026-02-28T00:00:00Z'),
    })
    expect(second).toMatchObject({ login_id: -2n, ...odd })
  })

  it('A49 keeps days that no date of JavaScript holds, and those without an end', async () => {
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
      file: await bytesOf(asParquet(rowColumns, inPages(rows))),
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

  it('names the types, so that readers need not guess', async () => {
    const { schema } = parquetMetadata(await bytesOf(asParquet(rowColumns, inPages([createRow()]))))
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
    const chunks = await gather(asParquet(rowColumns, inPages(rows, 1_000)))
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

  it('is a whole file where there is nothing', async () => {
    const file = await bytesOf(asParquet(rowColumns, inPages([])))
    expect(parquetMetadata(file).num_rows).toBe(0n)
    expect(await read(file)).toEqual([])
  })

  it('gives the times of a rejected message as times, and its reasons as JSON text', async () => {
    const [message] = await read(await bytesOf(asParquet(rejectedColumns, inPages([createRejected()]))))
    expect(message).toMatchObject({ rejected_id: 9n, sent_at: new Date('2026-02-28T23:59:59.999Z') })
    expect(JSON.parse(String(message?.reasons))).toEqual(reasons)
  })
})
