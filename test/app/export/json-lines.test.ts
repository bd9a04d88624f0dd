import { describe, expect, it } from 'vitest'
import { exportColumnsOf, rejectedColumns } from '../../../src/app/export/export-column.ts'
import { asJsonLines } from '../../../src/app/export/json-lines.ts'
import { logins } from '../../../src/contract/logins.ts'
import { definitionOf } from '../../../src/contract/event-file.ts'
import { rowOf } from '../../support/event-rows.ts'
import { oddOrderCells, oddOrders } from '../../support/odd-orders.ts'
import { createRejected, createRow, inPages, loginCells, reasons, textOf } from './items.ts'

const linesOf = async (chunks: AsyncIterable<string>): Promise<readonly unknown[]> => {
  const text = await textOf(chunks)
  if (text !== '') expect(text.endsWith('\n')).toBe(true)
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as unknown)
}

describe('JSON lines', () => {
  it('give each row as one object with the columns of the table in order', async () => {
    const odd = { user_id: '=1\n"\u2028🦦', locale: null, device_type: '' }
    const row = createRow({ id: '9223372036854775807', ...odd })
    const lines = await linesOf(
      asJsonLines(exportColumnsOf(logins), inPages([createRow(), row, createRow({ id: '3' })])),
    )
    expect(lines[1]).toEqual({ login_id: row.id, ...loginCells, ...odd })
    expect(Object.keys(lines[1] as object)).toEqual(['login_id', ...Object.keys(loginCells)])
    expect(lines).toHaveLength(3)
  })

  it("use the event's names for rows and columns, and contain booleans and JSON as such and numbers as text", async () => {
    const columns = exportColumnsOf(oddOrders)
    const rows = [rowOf(oddOrders, '7', oddOrderCells), rowOf(oddOrders, '8', { paid: 'maybe', extras: '{' })]
    const text = await textOf(asJsonLines(columns, inPages(rows)))
    expect(text).toContain('"paid":true,')
    expect(text).toContain('"extras":{"weight": 1.10,  "id": 12345678901234567890},')
    const [first, second] = await linesOf(asJsonLines(columns, inPages(rows)))
    const { extras } = oddOrderCells
    expect(first).toEqual({ line: '7', ...oddOrderCells, paid: true, extras: JSON.parse(extras) as unknown })
    expect(Object.keys(first as object)).toEqual(['line', ...Object.keys(oddOrderCells)])
    expect(second).toMatchObject({ line: '8', paid: 'maybe', extras: '{', total: null })
  })

  it('keep the order of the columns, whatever their names', async () => {
    const file = { name: 'odd', table: { name: 'odd' } }
    const names = ['b', '2', '1', '__proto__']
    const fields = names.map((column, at) => ({ name: `f${at}`, type: 'text', column }) as const)
    const odd = definitionOf({ ...file, fields })
    const row = { id: '1', values: ['x', 'y', 'z', 'w'] }
    expect(await textOf(asJsonLines(exportColumnsOf(odd), inPages([row])))).toBe(
      '{"row_number":"1","b":"x","2":"y","1":"z","__proto__":"w"}\n',
    )
  })

  it('keep the reasons of a rejected message as a list', async () => {
    const [line] = await linesOf(asJsonLines(rejectedColumns, inPages([createRejected()])))
    expect(line).toEqual({
      rejected_id: '9',
      message_id: 'c5b1d0de-0000-4000-8000-000000000001',
      sent_at: '2026-02-28T23:59:59.999Z',
      rejected_at: '2026-03-01T00:00:01.000Z',
      run_id: 'c5b1d0de-0000-4000-8000-000000000002',
      state: 'discarded',
      reasons,
      tags: ['vendor'],
      investigated_since: null,
      note: 'Sent by, or "for", a test',
    })
  })

  it('are empty if there is nothing', async () => {
    expect(await textOf(asJsonLines(exportColumnsOf(logins), inPages([])))).toBe('')
  })
})
