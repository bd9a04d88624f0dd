import { describe, expect, it } from 'vitest'
import { columnsOf } from '../../src/contract/event-columns.ts'
import { definitionOf } from '../../src/contract/event-file.ts'
import { fieldTypeNames } from '../../src/contract/field-types.ts'
import { logins } from '../../src/contract/logins.ts'
import { pickColumns, rowColumnsOf, valueIn } from '../../src/renderer/features/rows/row-columns.ts'
import { rowOf } from '../support/event-rows.ts'
import { oddOrderCells, oddOrders } from '../support/odd-orders.ts'

const drawn = (event: typeof logins) =>
  rowColumnsOf(event).map(({ name, look, width }) => [name, look, width])

describe('the columns of the table on the page', () => {
  it('are those of the event, in order, each with its value in a row', () => {
    const row = rowOf(oddOrders, '7', oddOrderCells)
    expect(rowColumnsOf(oddOrders).map((column) => [column.name, valueIn(row, column)])).toEqual(
      Object.entries(oddOrderCells),
    )
  })

  it('of logins are drawn as wide as ever', () => {
    expect(drawn(logins)).toEqual([
      ['user_id', 'id', 176],
      ['device_type', 'text', 116],
      ['masked_ip', 'id', 176],
      ['masked_device_id', 'id', 176],
      ['locale', 'text', 96],
      ['app_version', 'text', 132],
      ['create_date', 'text', 124],
    ])
  })

  it('are drawn by their content: ids shortened, numbers on the right, everything else as text', () => {
    expect(drawn(oddOrders)).toEqual([
      ['order_id', 'id', 176],
      ['masked email', 'id', 176],
      ['total', 'number', 116],
      ['Count "all"', 'number', 116],
      ['paid', 'text', 96],
      ['placed', 'text', 208],
      ['due', 'text', 124],
      ['extras', 'text', 176],
      ['🦦', 'text', 176],
      ['constructor', 'text', 116],
      ['sent', 'text', 124],
    ])
  })

  it('have room for a long name, within limits', () => {
    const field = (column: string) => ({ name: 'a', type: 'boolean', column }) as const
    const width = (column: string) =>
      rowColumnsOf(definitionOf({ name: 'x', table: { name: 'x' }, fields: [field(column)] }))[0]?.width
    expect([width('a'), width('a'.repeat(20)), width('a'.repeat(63))]).toEqual([96, 179, 260])
  })

  it.each(fieldTypeNames)('are filtered as the type %s allows', (type) => {
    const [column] = rowColumnsOf(
      definitionOf({ name: 'x', table: { name: 'x' }, fields: [{ name: 'a', type }] }),
    )
    const [expected] = columnsOf(
      definitionOf({ name: 'x', table: { name: 'x' }, fields: [{ name: 'a', type }] }),
    )
    expect(column?.filters).toEqual(expected?.filters)
    expect(column?.width).toBeGreaterThan(0)
  })

  it('are counted if the event says so and a value can be filtered by', () => {
    const summed = (event: typeof logins) =>
      rowColumnsOf(event).flatMap(({ name, isSummed }) => (isSummed ? [name] : []))
    expect(summed(logins)).toEqual(['device_type', 'locale', 'app_version', 'create_date'])
    expect(summed(oddOrders)).toEqual(['paid', 'constructor', 'sent'])
  })

  it('are named so that nothing in a name is hidden', () => {
    const fields = [{ name: 'a', type: 'text', column: 'a\u202eb' } as const]
    const [column] = rowColumnsOf(definitionOf({ name: 'x', table: { name: 'x' }, fields }))
    expect(column).toMatchObject({ name: 'a\u202eb', title: 'a\\u202eb' })
  })

  it('are picked by name in the order of the names, and unknown names are left out', () => {
    const picked = pickColumns(rowColumnsOf(oddOrders), ['🦦', 'nothing', 'toString', 'total'])
    expect(picked.map(({ name }) => name)).toEqual(['🦦', 'total'])
  })
})
