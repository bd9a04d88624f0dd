import { useEffect, useEffectEvent, type KeyboardEvent } from 'react'
import { cellId } from './grid-line.tsx'
import { moveSelection, reachesEnd, type Key, type Selection } from './row-selection.ts'
import type { ListScroll } from '../../ui/use-list-scroll.ts'

interface Keyed {
  readonly selection: Selection | null
  readonly onSelection: (selection: Selection | null) => void
  readonly columns: number
  readonly scroll: Pick<ListScroll, 'total' | 'viewport' | 'rowHeight' | 'reveal'>
  /** Whether the number of rows is known. */
  readonly counted: boolean
  /** Counts the rows for a key that goes to the last one. */
  readonly onCountFor: (key: Key) => void
  /** A key that waited for the count, which is known now. */
  readonly waited: Key | null
  readonly onWaited: () => void
  readonly onCopy: () => void
  readonly onOpen: (row: number) => void
}

/** Scrolls sideways until a cell is fully visible beside the pinned columns. */
const revealAcross = (id: string): void => {
  const cell = document.getElementById(id)
  const box = cell?.closest('table')?.parentElement?.parentElement?.parentElement
  if (cell == null || box == null || cell.dataset.pinned !== undefined) return
  const stays = [...(cell.parentElement?.children ?? [])].filter((other) =>
    other.matches('th, [data-pinned]'),
  )
  const left = Math.max(
    box.getBoundingClientRect().left,
    ...stays.map((other) => other.getBoundingClientRect().right),
  )
  const right = box.getBoundingClientRect().left + box.clientWidth
  const at = cell.getBoundingClientRect()
  if (at.right > right) box.scrollLeft += Math.min(at.right - right, at.left - left)
  else if (at.left < left) box.scrollLeft -= left - at.left
}

/** What keys do in the grid: those of the WAI-ARIA pattern, Ctrl+C, and Enter or Space to open a row. */
export const useGridKeys = (keyed: Keyed) => {
  const { selection, onSelection, columns, scroll, waited } = keyed

  const move = (key: Key): boolean => {
    const pageRows = Math.max(1, Math.floor(scroll.viewport / scroll.rowHeight) - 1)
    const moved = moveSelection(selection, key, { rows: scroll.total, columns, pageRows })
    if (moved === null) return false
    // The last known row need not be the last row.
    if (!keyed.counted && reachesEnd(key)) keyed.onCountFor(key)
    else {
      onSelection(moved)
      if (!moved.wholeRows) {
        scroll.reveal(moved.focus.row)
        // The row is drawn by then.
        setTimeout(() => revealAcross(cellId(moved.focus.row, moved.focus.column)))
      }
    }
    return true
  }

  const goOn = useEffectEvent(() => {
    if (waited === null) return
    keyed.onWaited()
    move(waited)
  })
  useEffect(() => {
    if (waited === null) return undefined
    const timer = setTimeout(() => goOn())
    return () => clearTimeout(timer)
  }, [waited])

  return (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target !== event.currentTarget) return
    const command = event.ctrlKey || event.metaKey
    if (move({ key: event.key, shift: event.shiftKey, command })) event.preventDefault()
    else if (command && event.key.toLowerCase() === 'c') {
      keyed.onCopy()
      event.preventDefault()
    } else if ((event.key === 'Enter' || event.key === ' ') && selection !== null) {
      keyed.onOpen(selection.focus.row)
      event.preventDefault()
    }
  }
}
