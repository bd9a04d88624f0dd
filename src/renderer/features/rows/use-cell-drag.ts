import type { MouseEvent, PointerEvent } from 'react'
import { selectCell, type Cell, type Selection } from './row-selection.ts'

interface Hit extends Cell {
  /** Whether the row's number was hit, which stands for the whole row. */
  readonly wholeRow: boolean
}

/** The cell under the pointer. */
const hitOf = (target: EventTarget): Hit | null => {
  const element = target instanceof Element ? target : null
  const line = element?.closest<HTMLElement>('tr[data-index]')
  const cell = element?.closest<HTMLElement>('td, th')
  if (line == null || cell == null) return null
  const column = cell.dataset.column
  return { row: Number(line.dataset.index), column: Number(column ?? 0), wholeRow: column === undefined }
}

/** Handlers for the body of the table: a press selects a cell, a drag or Shift a range, two presses open the row. */
export const useCellDrag = (
  selection: Selection | null,
  onSelection: (selection: Selection) => void,
  onOpen: (index: number) => void,
) => ({
  onPointerDown: (event: PointerEvent) => {
    const hit = hitOf(event.target)
    if (hit === null || event.button !== 0) return
    const { wholeRow, ...cell } = hit
    if (event.shiftKey && selection !== null) onSelection({ ...selection, focus: cell })
    else onSelection({ ...selectCell(cell), wholeRows: wholeRow })
  },
  onPointerMove: (event: PointerEvent) => {
    if ((event.buttons & 1) === 0 || selection === null) return
    const hit = hitOf(event.target)
    if (hit === null) return
    const { row, column } = selection.focus
    if (hit.row !== row || (hit.column !== column && !selection.wholeRows))
      onSelection({ ...selection, focus: { row: hit.row, column: hit.wholeRow ? column : hit.column } })
  },
  onDoubleClick: (event: MouseEvent) => {
    const hit = hitOf(event.target)
    if (hit !== null) onOpen(hit.row)
  },
})
