/** A cell, by the number of its row among all rows and of its column among the visible ones. */
export interface Cell {
  readonly row: number
  readonly column: number
}

/** The cells between two corners; whole rows if they were picked by their numbers. */
export interface Selection {
  /** Where the selection began. */
  readonly anchor: Cell
  /** Where it ends now: the active cell, which keys move. */
  readonly focus: Cell
  readonly wholeRows: boolean
}

export interface Range {
  readonly firstRow: number
  readonly lastRow: number
  readonly firstColumn: number
  readonly lastColumn: number
}

export const selectCell = (cell: Cell): Selection => ({ anchor: cell, focus: cell, wholeRows: false })

/** The cells that a selection covers. */
export const rangeOf = ({ anchor, focus, wholeRows }: Selection, columns: number): Range => ({
  firstRow: Math.min(anchor.row, focus.row),
  lastRow: Math.max(anchor.row, focus.row),
  firstColumn: wholeRows ? 0 : Math.min(anchor.column, focus.column),
  lastColumn: wholeRows ? columns - 1 : Math.max(anchor.column, focus.column),
})

export const rowsOf = ({ firstRow, lastRow }: Range): number => lastRow - firstRow + 1

export const columnsOf = ({ firstColumn, lastColumn }: Range): number => lastColumn - firstColumn + 1

export const isWithin = (range: Range, { row, column }: Cell): boolean =>
  row >= range.firstRow && row <= range.lastRow && column >= range.firstColumn && column <= range.lastColumn

export const isOneCell = (range: Range): boolean => rowsOf(range) === 1 && columnsOf(range) === 1

export interface Grid {
  readonly rows: number
  readonly columns: number
  /** The number of rows that Page up and Page down move. */
  readonly pageRows: number
}

export interface Key {
  readonly key: string
  readonly shift: boolean
  /** Ctrl, or Command on a Mac. */
  readonly command: boolean
}

/**
 * The selection after a key; null for a key that moves nothing. Shift keeps the corner where the selection began. The
 * keys follow the WAI-ARIA grid pattern.
 */
export const moveSelection = (from: Selection | null, key: Key, grid: Grid): Selection | null => {
  if (grid.rows === 0 || grid.columns === 0) return null
  const last = { row: grid.rows - 1, column: grid.columns - 1 }
  if (key.command && key.key.toLowerCase() === 'a')
    return { anchor: { row: 0, column: 0 }, focus: last, wholeRows: true }
  const to = target(from?.focus ?? null, key, grid, last)
  if (to === null) return null
  if (!key.shift || from === null) return selectCell(to)
  return { ...from, focus: to }
}

/** Whether a key goes to the last row, or selects all rows. */
export const reachesEnd = ({ key, command }: Key): boolean =>
  command && ['a', 'end', 'arrowdown'].includes(key.toLowerCase())

const target = (cell: Cell | null, { key, command }: Key, grid: Grid, last: Cell): Cell | null => {
  const { row, column } = cell ?? { row: -1, column: 0 }
  const to = (nextRow: number, nextColumn: number): Cell => ({
    row: Math.min(Math.max(0, nextRow), last.row),
    column: Math.min(Math.max(0, nextColumn), last.column),
  })
  switch (key) {
    case 'ArrowDown':
      return command ? to(last.row, column) : to(row + 1, column)
    case 'ArrowUp':
      return command ? to(0, column) : to(row - 1, column)
    case 'ArrowRight':
      return to(row, column + 1)
    case 'ArrowLeft':
      return to(row, column - 1)
    case 'PageDown':
      return to(row + grid.pageRows, column)
    case 'PageUp':
      return to(row - grid.pageRows, column)
    case 'Home':
      return command ? to(0, 0) : to(row, 0)
    case 'End':
      return command ? last : to(row, last.column)
    default:
      return null
  }
}
