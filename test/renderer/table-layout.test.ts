import { describe, expect, it } from 'vitest'
import { fitText } from '../../src/renderer/features/rows/fit-text.ts'
import { setFilter, toRowFilters } from '../../src/renderer/features/rows/row-filters.ts'
import {
  columnsInOrder,
  columnWidths,
  moveColumn,
  shareWidth,
  togglePin,
  usualLayout,
} from '../../src/renderer/features/rows/table-layout.ts'

describe('the layout of the table', () => {
  it('stands pinned columns first and leaves hidden ones out', () => {
    const layout = { ...usualLayout, pinned: ['locale'], visibility: { user_id: false } } as const
    expect(columnsInOrder(layout).slice(0, 3)).toEqual(['locale', 'device_type', 'masked_ip'])
    expect(columnsInOrder(layout)).toHaveLength(6)
    expect(togglePin(['locale'], 'user_id')).toEqual(['user_id', 'locale'])
    expect(togglePin(['user_id', 'locale'], 'locale')).toEqual(['user_id'])
  })

  it('moves a column by one place and not beyond the ends', () => {
    expect(moveColumn(usualLayout.order, 'device_type', -1).slice(0, 2)).toEqual(['device_type', 'user_id'])
    expect(moveColumn(usualLayout.order, 'user_id', -1)).toEqual(usualLayout.order)
  })

  it('fills the width there is to the last pixel until somebody sets a width', () => {
    const sum = (sizes: Record<string, number>) => Object.values(sizes).reduce((all, size) => all + size, 0)
    expect(sum(shareWidth(usualLayout, 1_237))).toBe(1_237)
    expect(shareWidth(usualLayout, 100)).toEqual(columnWidths)
    expect(shareWidth({ ...usualLayout, sizing: { locale: 300 } }, 2_000)).toEqual({
      ...columnWidths,
      locale: 300,
    })
  })
})

describe('an id in a cell', () => {
  it('is whole where there is room, and else keeps its beginning and its end', () => {
    const id = '0123456789abcdef0123456789abcdef'
    expect(fitText(id, 1_000)).toBe(id)
    expect(fitText(id, 176)).toMatch(/^0123456.*…abcdef$/)
    expect(fitText(id, 176).length).toBeLessThan(20)
    expect(fitText(id, 0)).toBe('012…abcdef')
  })
})

describe('filters of the columns', () => {
  it('are asked of the database unless they are switched off or say nothing', () => {
    const one = setFilter([], 'locale', { how: 'is', text: 'DE' })
    const two = setFilter(one, 'user_id', { how: 'contains', text: 'x', off: true })
    expect(toRowFilters(two)).toEqual([{ column: 'locale', how: 'is', text: 'DE' }])
    expect(setFilter(two, 'locale', { how: 'contains', text: '' }).map(({ id }) => id)).toEqual(['user_id'])
    expect(toRowFilters(setFilter([], 'locale', { how: 'empty', text: '' }))).toEqual([
      { column: 'locale', how: 'empty' },
    ])
  })
})
