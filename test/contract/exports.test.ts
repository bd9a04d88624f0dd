import { describe, expect, it } from 'vitest'
import { emptySnapshot, fold } from '../../src/contract/snapshot.ts'
import { exportInputs, exportName } from '../../src/contract/exports.ts'

const operation = '11111111-1111-4111-8111-111111111111'

describe('an export', () => {
  it('is named after its table and the user’s local date', () => {
    const day = new Date(2026, 0, 5, 23, 59)
    expect(exportName('rows', 'csv', { day, table: 'order_lines' })).toBe('order_lines-2026-01-05.csv')
    expect(exportName('rejected', 'parquet', { day, table: 'order_lines' })).toBe(
      'rejected-2026-01-05.parquet',
    )
  })

  it('has a name that every system takes', () => {
    const day = new Date(2026, 0, 5)
    expect(exportName('rows', 'csv', { day, table: 'a/b\\c:"d" e.f' })).toBe('a_b_c__d__e_f-2026-01-05.csv')
    expect(exportName('rows', 'csv', { day, table: 'Bücher_日本-2' })).toBe('Bücher_日本-2-2026-01-05.csv')
  })

  it('by default takes all rows, newest first, and all kept messages', () => {
    const parse = (what: 'rows' | 'rejected') =>
      exportInputs.exportItems.parse({ subject: { what }, format: 'csv', operation }).subject
    expect(parse('rows')).toEqual({
      what: 'rows',
      sort: { column: null, descending: true },
      filters: [],
    })
    expect(parse('rejected')).toMatchObject({ filter: { state: 'kept', code: null } })
  })

  it.each(['path', 'file', 'output', 'name'])('cannot be told a %s by the page', (key) => {
    const input = { subject: { what: 'rows' }, format: 'csv', operation }
    expect(exportInputs.exportItems.safeParse(input).success).toBe(true)
    expect(exportInputs.exportItems.safeParse({ ...input, [key]: '/etc/passwd' }).success).toBe(false)
  })

  it('is in the snapshot while it is in progress', () => {
    const going = { operation, what: 'rows', items: 1_000 } as const
    const during = fold(emptySnapshot, { type: 'export', export: going })
    expect(during.export).toEqual(going)
    expect(fold(during, { type: 'export', export: null })).toEqual(emptySnapshot)
  })
})
