import { describe, expect, it } from 'vitest'
import { rejectedColumns, rowColumns } from '../../../src/app/export/export-column.ts'
import { asJsonLines } from '../../../src/app/export/json-lines.ts'
import { createRejected, createRow, inPages, reasons, textOf } from './items.ts'

const linesOf = async (chunks: AsyncIterable<string>): Promise<readonly unknown[]> => {
  const text = await textOf(chunks)
  if (text !== '') expect(text.endsWith('\n')).toBe(true)
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as unknown)
}

describe('JSON lines', () => {
  it('give each row as one object with the columns of the table in their order', async () => {
    const row = createRow({
      id: '9223372036854775807',
      user_id: '=1\n"\u2028🦦',
      locale: null,
      device_type: '',
    })
    const lines = await linesOf(asJsonLines(rowColumns, inPages([createRow(), row, createRow({ id: '3' })])))
    const { id, ...columns } = row
    expect(lines[1]).toEqual({ login_id: id, ...columns })
    expect(Object.keys(lines[1] as object)).toEqual(['login_id', ...Object.keys(columns)])
    expect(lines).toHaveLength(3)
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
      note: 'Sent by, or "for", a test',
    })
  })

  it('are nothing at all where there is nothing', async () => {
    expect(await textOf(asJsonLines(rowColumns, inPages([])))).toBe('')
  })
})
