import { describe, expect, it } from 'vitest'
import {
  isOneCell,
  moveSelection,
  rangeOf,
  reachesEnd,
  selectCell,
  type Key,
  type Selection,
} from '../../src/renderer/features/rows/row-selection.ts'
import { selectionWords } from '../../src/renderer/features/rows/selection-words.ts'

const grid = { rows: 100, columns: 7, pageRows: 20 }
const press = (key: string, more: Partial<Key> = {}): Key => ({ key, shift: false, command: false, ...more })
const at = (row: number, column: number): Selection => selectCell({ row, column })

describe('a selection of cells', () => {
  it.each([
    ['ArrowDown', {}, 11, 3],
    ['ArrowUp', {}, 9, 3],
    ['ArrowRight', {}, 10, 4],
    ['ArrowLeft', {}, 10, 2],
    ['PageDown', {}, 30, 3],
    ['PageUp', {}, 0, 3],
    ['Home', {}, 10, 0],
    ['End', {}, 10, 6],
    ['Home', { command: true }, 0, 0],
    ['End', { command: true }, 99, 6],
    ['ArrowDown', { command: true }, 99, 3],
    ['ArrowUp', { command: true }, 0, 3],
  ] as const)('is moved by %s %o', (key, more, row, column) => {
    expect(moveSelection(at(10, 3), press(key, more), grid)).toEqual(at(row, column))
  })

  it('stays within the table', () => {
    expect(moveSelection(at(99, 6), press('ArrowDown'), grid)).toEqual(at(99, 6))
    expect(moveSelection(at(0, 0), press('ArrowLeft'), grid)).toEqual(at(0, 0))
    expect(moveSelection(null, press('ArrowDown'), { ...grid, rows: 0 })).toBeNull()
  })

  it('begins with the first row, and ignores other keys', () => {
    expect(moveSelection(null, press('ArrowDown'), grid)).toEqual(at(0, 0))
    expect(moveSelection(at(1, 1), press('x'), grid)).toBeNull()
  })

  it('grows with Shift from where it began, in any direction', () => {
    const up = moveSelection(at(10, 3), press('ArrowUp', { shift: true }), grid)
    const upLeft = moveSelection(up, press('ArrowLeft', { shift: true }), grid)
    if (upLeft === null) throw new Error('Shift moved nothing')
    expect(rangeOf(upLeft, 7)).toEqual({ firstRow: 9, lastRow: 10, firstColumn: 2, lastColumn: 3 })
    expect(isOneCell(rangeOf(upLeft, 7))).toBe(false)
    expect(moveSelection(upLeft, press('ArrowDown'), grid)).toEqual(at(10, 2))
  })

  it('is everything with Ctrl+A', () => {
    const all = moveSelection(at(10, 3), press('a', { command: true }), grid)
    if (all === null) throw new Error('Ctrl+A selected nothing')
    expect(rangeOf(all, 7)).toEqual({ firstRow: 0, lastRow: 99, firstColumn: 0, lastColumn: 6 })
  })

  it.each([
    ['a', true, true],
    ['A', true, true],
    ['End', true, true],
    ['ArrowDown', true, true],
    ['End', false, false],
    ['ArrowDown', false, false],
    ['PageDown', false, false],
    ['Home', true, false],
    ['a', false, false],
  ] as const)(
    'waits for the count of all rows where %s (Ctrl: %s) reaches the last: %s',
    (key, command, waits) => {
      expect(reachesEnd(press(key, { command }))).toBe(waits)
    },
  )

  it('is described in words, and says if it is too large for the clipboard', () => {
    const range = { firstRow: 0, lastRow: 2, firstColumn: 1, lastColumn: 1 }
    expect(selectionWords(range, 7, 10)).toBe('3 rows × 1 column')
    expect(selectionWords({ ...range, firstColumn: 0, lastColumn: 6 }, 7, 10)).toBe('3 rows')
    expect(selectionWords({ ...range, lastRow: 10 }, 7, 10)).toBe(
      '11 rows × 1 column · more than the 10 rows that can be copied',
    )
  })
})
