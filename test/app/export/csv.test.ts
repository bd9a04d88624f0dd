import { describe, expect, it } from 'vitest'
import { asCsv } from '../../../src/app/export/csv.ts'
import { exportColumnsOf, rejectedColumns } from '../../../src/app/export/export-column.ts'
import type { EventRow } from '../../../src/contract/rows.ts'
import { logins } from '../../../src/contract/logins.ts'
import { rowOf } from '../../support/event-rows.ts'
import { oddOrderCells, oddOrders } from '../../support/odd-orders.ts'
import { createRejected, createRow, inPages, reasons, textOf } from './items.ts'

const csvOf = async (...rows: readonly EventRow[]): Promise<readonly string[]> =>
  (await textOf(asCsv(exportColumnsOf(logins), inPages(rows)))).split('\r\n')

/** The user_id of a row in the file. */
const cellOf = async (text: string | null): Promise<string | undefined> => {
  const all = await textOf(asCsv(exportColumnsOf(logins), inPages([createRow({ user_id: text })])))
  return /\r\n1,([^]*),android,/.exec(all)?.[1]
}

describe('CSV', () => {
  it('begins with a header and ends every line, including the last, with CR LF', async () => {
    const lines = await csvOf(createRow(), createRow({ id: '2' }), createRow({ id: '3' }))
    expect(lines).toHaveLength(5)
    expect(lines[0]).toBe(
      'login_id,user_id,device_type,masked_ip,masked_device_id,locale,app_version,create_date',
    )
    expect(lines[3]).toBe(`3,user-1,android,${'a'.repeat(64)},${'b'.repeat(64)},DE,2.3.0,2026-02-28`)
    expect(lines[4]).toBe('')
  })

  it('contains only the header if there is nothing', async () => {
    expect(await csvOf()).toHaveLength(2)
  })

  it.each([
    ['=1+1', "'=1+1"],
    ['+49 1', "'+49 1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['=1\n+2', `"'=1\n+2"`],
    ['＝1', "'＝1"],
    [' =1', "' =1"],
    ["'=1", "''=1"],
    ['\u200b=1', "'\u200b=1"],
  ])('puts an apostrophe before a cell that a spreadsheet would work out: %j', async (text, expected) => {
    expect(await cellOf(text)).toBe(expected)
  })

  it.each([
    ['a=1', 'a=1'],
    ["'1", "'1"],
    ['a,b', '"a,b"'],
    ['a "b"', '"a ""b"""'],
    ['a\nb', '"a\nb"'],
    ['a\r\nb', '"a\r\nb"'],
    ['Ünïcode 日本 🦦', 'Ünïcode 日本 🦦'],
  ])('leaves all other text as it is, in quotes where it needs them: %j', async (text, expected) => {
    expect(await cellOf(text)).toBe(expected)
  })

  it('distinguishes an empty text from a missing one', async () => {
    expect(await cellOf('')).toBe('""')
    expect(await cellOf(null)).toBe('')
  })

  it('writes 64-bit numbers in full, and does not take a leading minus for a formula', async () => {
    const [, large, negative] = await csvOf(createRow({ id: '9223372036854775807' }), createRow({ id: '-5' }))
    expect(large).toMatch(/^9223372036854775807,/)
    expect(negative).toMatch(/^-5,/)
  })

  it('has the columns of the event, and does not take a minus before any kind of number for a formula', async () => {
    const rows = [
      rowOf(oddOrders, '7', oddOrderCells),
      rowOf(oddOrders, '8', { total: '-1+2', constructor: '-1' }),
    ]
    const text = await textOf(asCsv(exportColumnsOf(oddOrders), inPages(rows)))
    const extras = oddOrderCells.extras.replaceAll('"', '""')
    expect(text.split('\r\n')).toEqual([
      'line,order_id,masked email,total,"Count ""all""",paid,placed,due,extras,🦦,constructor,sent',
      `7,${oddOrderCells.order_id},${'e'.repeat(64)},-1234567890123456.7890,-9007199254740993,true,` +
        `2026-02-28T23:59:59.123456Z,2026-03-31,"${extras}","O'Hara, ""x""",open,2026-02-28`,
      "8,,,'-1+2,,,,,,,'-1,",
      '',
    ])
  })

  it('writes the reasons of a rejected message as JSON text', async () => {
    const text = await textOf(asCsv(rejectedColumns, inPages([createRejected({ note: '=cmd' })])))
    const [header, line = ''] = text.split('\r\n')
    expect(header).toBe(
      'rejected_id,message_id,sent_at,rejected_at,run_id,state,reasons,note,tags,investigated_since',
    )
    const [, cell = ''] = /,discarded,"(.*)",'=cmd,/.exec(line) ?? []
    expect(JSON.parse(cell.replaceAll('""', '"'))).toEqual(reasons)
  })
})
