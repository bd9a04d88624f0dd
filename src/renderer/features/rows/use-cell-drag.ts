import { useEffect, useState, type MouseEvent, type PointerEvent } from 'react'
import { selectCell, type Cell, type Selection } from './row-selection.ts'
import type { ListScroll } from '../../ui/use-list-scroll.ts'

/** The time between two steps of automatic scrolling, in milliseconds. */
const stepPause = 40

/** The most rows in one such step. */
const longestStep = 20

interface Hit extends Cell {
  /** Whether the row's number was hit, which selects the whole row. */
  readonly wholeRow: boolean
}

/** The cell under the pointer, found by position: a captured pointer has one target for all its events. */
export const hitOf = ({ clientX, clientY }: MouseEvent): Hit | null => {
  const element = document.elementFromPoint(clientX, clientY)
  const line = element?.closest<HTMLElement>('tbody tr[data-index]')
  const cell = element?.closest<HTMLElement>('td, th')
  if (line == null || cell == null) return null
  const column = cell.dataset.column
  return { row: Number(line.dataset.index), column: Number(column ?? 0), wholeRow: column === undefined }
}

/** How far the pointer is beyond the rows in sight, in rows; the farther, the faster they scroll. */
export const rowsBeyond = (
  y: number,
  { top, bottom }: { readonly top: number; readonly bottom: number },
  rowHeight: number,
) => {
  const distance = Math.max(0, y - bottom) - Math.max(0, top - y)
  const rows = Math.min(longestStep, Math.ceil(Math.abs(distance) / rowHeight))
  return rows === 0 ? 0 : Math.sign(distance) * rows
}

/**
 * Handlers for the table's body: a press selects a cell, a drag or Shift a range, a double click opens the row. A
 * drag beyond the rows in sight scrolls them.
 */
export const useCellDrag = (
  selection: Selection | null,
  onSelection: (selection: Selection) => void,
  onOpen: (index: number) => void,
  { total, bounds, reveal, rowHeight }: Pick<ListScroll, 'total' | 'bounds' | 'reveal' | 'rowHeight'>,
) => {
  const [beyond, setBeyond] = useState(0)

  useEffect(() => {
    if (beyond === 0 || selection === null) return undefined
    const row = Math.min(Math.max(0, selection.focus.row + beyond), total - 1)
    if (row === selection.focus.row) return undefined
    const timer = setTimeout(() => {
      onSelection({ ...selection, focus: { ...selection.focus, row } })
      reveal(row)
    }, stepPause)
    return () => clearTimeout(timer)
  })

  return {
    onPointerDown: (event: PointerEvent) => {
      const hit = hitOf(event)
      if (hit === null || event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      const { wholeRow, ...cell } = hit
      if (event.shiftKey && selection !== null) onSelection({ ...selection, focus: cell })
      else onSelection({ ...selectCell(cell), wholeRows: wholeRow })
    },
    onPointerMove: (event: PointerEvent) => {
      if ((event.buttons & 1) === 0 || selection === null) return
      const rows = rowsBeyond(event.clientY, bounds(), rowHeight)
      setBeyond(rows)
      const hit = rows === 0 ? hitOf(event) : null
      if (hit === null) return
      const { row, column } = selection.focus
      if (hit.row !== row || (hit.column !== column && !selection.wholeRows))
        onSelection({ ...selection, focus: { row: hit.row, column: hit.wholeRow ? column : hit.column } })
    },
    onLostPointerCapture: () => setBeyond(0),
    onDoubleClick: (event: MouseEvent) => {
      const hit = hitOf(event)
      if (hit !== null) onOpen(hit.row)
    },
  }
}
