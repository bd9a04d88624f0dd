import { describe, expect, it } from 'vitest'
import { definitionOf } from '../../src/contract/event-file.ts'
import { logins } from '../../src/contract/logins.ts'
import { fitText } from '../../src/renderer/features/rows/fit-text.ts'
import {
  allColumnsOf,
  namesOf,
  rowColumnsOf,
  type RowColumn,
} from '../../src/renderer/features/rows/row-columns.ts'
import {
  isNoFilter,
  noFilter,
  removeFilter,
  setFilter,
  toRowFilters,
} from '../../src/renderer/features/rows/row-filters.ts'
import {
  adaptLayout,
  columnsInOrder,
  dropColumn,
  moveColumn,
  shareWidth,
  togglePin,
  usualLayout,
} from '../../src/renderer/features/rows/table-layout.ts'
import { oddOrders } from '../support/odd-orders.ts'

const columns = rowColumnsOf(logins)
const usual = usualLayout(columns)
const orderColumns = rowColumnsOf(oddOrders)

const columnOf = (from: readonly RowColumn[], name: string): RowColumn => {
  const found = from.find((column) => column.name === name)
  if (found === undefined) throw new Error(`No column ${name}`)
  return found
}

describe('the layout of the table', () => {
  it('has pinned columns first and leaves hidden ones out', () => {
    const layout = { ...usual, pinned: ['locale'], visibility: { user_id: false } }
    const shown = namesOf(columnsInOrder(layout, columns))
    expect(shown.slice(0, 3)).toEqual(['locale', 'device_type', 'masked_ip'])
    expect(shown).toHaveLength(6)
    expect(togglePin(columns, ['locale'], 'user_id')).toEqual(['user_id', 'locale'])
    expect(togglePin(columns, ['user_id', 'locale'], 'locale')).toEqual(['user_id'])
  })

  it('moves a column by one place and not beyond the ends', () => {
    expect(moveColumn(usual.order, 'device_type', -1).slice(0, 2)).toEqual(['device_type', 'user_id'])
    expect(moveColumn(usual.order, 'user_id', -1)).toEqual(usual.order)
  })

  it('puts a column where it was dragged, and among the pinned ones only if it was dropped on one', () => {
    const layout = { order: ['a', 'b', 'c', 'd'], pinned: ['a', 'b'] }
    expect(dropColumn(layout, 'd', 'c')).toEqual({ order: ['a', 'b', 'd', 'c'], pinned: ['a', 'b'] })
    expect(dropColumn(layout, 'd', 'b')).toEqual({ order: ['a', 'd', 'b', 'c'], pinned: ['a', 'd', 'b'] })
    expect(dropColumn(layout, 'a', 'c')).toEqual({ order: ['b', 'c', 'a', 'd'], pinned: ['b'] })
    expect(dropColumn(layout, 'a', 'a')).toEqual(layout)
    expect(dropColumn(layout, 'x', 'a')).toEqual(layout)
  })

  it('shows the columns beside those of the event only on request', () => {
    const all = allColumnsOf(logins)
    expect(namesOf(columnsInOrder(usualLayout(all), all))).toEqual(namesOf(columns))
    const asked = adaptLayout({ ...usualLayout(all), visibility: { login_id: true } }, all)
    expect(namesOf(columnsInOrder(asked, all))).toEqual(['login_id', ...namesOf(columns)])
  })

  it.each([
    ['logins', columns],
    ['another event', orderColumns],
  ])('of %s fills the width there is to the last pixel until somebody sets a width', (_, all) => {
    const sum = (sizes: Record<string, number>) =>
      Object.values(sizes).reduce((whole, size) => whole + size, 0)
    const asked = Object.fromEntries(all.map(({ name, width }) => [name, width]))
    const [first = ''] = namesOf(all)
    expect(sum(shareWidth(usualLayout(all), all, 2_237))).toBe(2_237)
    expect(shareWidth(usualLayout(all), all, 100)).toEqual(asked)
    expect(shareWidth({ ...usualLayout(all), sizing: { [first]: 300 } }, all, 2_000)).toEqual({
      ...asked,
      [first]: 300,
    })
  })

  it('gives a column its own width, whatever its name', () => {
    expect(shareWidth(usualLayout(orderColumns), orderColumns, 100).constructor).toBe(116)
    expect(namesOf(columnsInOrder(usualLayout(orderColumns), orderColumns))).toEqual(namesOf(orderColumns))
  })
})

describe('a layout that was stored', () => {
  const changed = {
    sizing: { locale: 300 },
    visibility: { user_id: false },
    order: ['locale', ...usual.order.filter((name) => name !== 'locale')],
    pinned: ['app_version'],
  }

  it('is unchanged if the columns are the same', () => {
    expect(adaptLayout(JSON.parse(JSON.stringify(changed)), columns)).toEqual(changed)
  })

  it('keeps what fits if columns are gone, and has new ones at the end', () => {
    const fields = logins.fields.filter(({ name }) => name !== 'device_type')
    const { name, table } = logins
    const later = definitionOf({
      name,
      table: { name: table.name, sentColumn: 'create_date' },
      fields: [
        { name: 'timestamp', type: 'timestamp' },
        ...fields.map((field) => ({ name: field.name, type: field.type, column: field.column })),
      ],
    })
    expect(adaptLayout(changed, rowColumnsOf(later))).toEqual({
      sizing: { locale: 300 },
      visibility: { user_id: false },
      order: [
        ...['locale', 'user_id', 'masked_ip', 'masked_device_id', 'app_version', 'create_date'],
        'timestamp',
      ],
      pinned: ['app_version'],
    })
  })

  it.each([
    ['nothing', null],
    ['a text', 'sizing'],
    ['a list', []],
    ['parts of other kinds', { sizing: 1, visibility: [], order: 'user_id', pinned: {} }],
    [
      'values of other kinds',
      { sizing: { locale: '1' }, visibility: { locale: 0 }, order: [1], pinned: [null] },
    ],
    ['widths beyond all bounds', { sizing: { locale: 1e9, user_id: -5, app_version: null } }],
    ['columns of another event', { order: ['total'], pinned: ['total'], visibility: { total: false } }],
    ['names that every object has', { order: ['toString', '__proto__'], pinned: ['constructor'] }],
  ])('is the usual one where it holds %s', (_, found) => {
    expect(adaptLayout(found, columns)).toEqual(usual)
  })

  it('keeps its good parts beside a bad one', () => {
    expect(
      adaptLayout({ ...changed, sizing: 'wide', order: [...usual.order, ...usual.order] }, columns),
    ).toEqual({
      ...changed,
      sizing: {},
      order: usual.order,
    })
  })

  it('shows all columns rather than none', () => {
    const visibility = Object.fromEntries(usual.order.map((name) => [name, false]))
    expect(adaptLayout({ ...changed, visibility }, columns).visibility).toEqual({})
  })
})

describe('an id in a cell', () => {
  it('is whole if there is room, and otherwise keeps its beginning and its end', () => {
    const id = '0123456789abcdef0123456789abcdef'
    expect(fitText(id, 1_000)).toBe(id)
    expect(fitText(id, 176)).toMatch(/^0123456.*…abcdef$/)
    expect(fitText(id, 176).length).toBeLessThan(20)
    expect(fitText(id, 0)).toBe('012…abcdef')
  })
})

describe('filters of the columns', () => {
  const [locale, userId] = [columnOf(columns, 'locale'), columnOf(columns, 'user_id')]

  it('are sent to the database unless they are switched off or unset', () => {
    const one = setFilter([], locale, { how: 'is', text: 'DE' })
    const two = setFilter(one, userId, { how: 'contains', text: 'x', off: true })
    expect(toRowFilters(two, columns)).toEqual([{ column: 'locale', how: 'is', text: 'DE' }])
    expect(setFilter(two, locale, { how: 'contains', text: '' }).map(({ id }) => id)).toEqual(['user_id'])
    expect(removeFilter(two, 'locale').map(({ id }) => id)).toEqual(['user_id'])
    expect(toRowFilters(setFilter([], locale, { how: 'empty', text: '' }), columns)).toEqual([
      { column: 'locale', how: 'empty' },
    ])
  })

  it('begin with the first comparison that the column supports, unset', () => {
    const paid = columnOf(orderColumns, 'paid')
    expect(noFilter(paid)).toEqual({ how: 'is', text: '' })
    expect(isNoFilter(paid, noFilter(paid))).toBe(true)
    expect(setFilter([{ id: 'paid', value: { how: 'is', text: 'true' } }], paid, noFilter(paid))).toEqual([])
    expect(noFilter(locale)).toBe(noFilter(userId))
  })
})
