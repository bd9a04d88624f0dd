import type { Header } from '@tanstack/react-table'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { LoginRow } from '../../../contract/rows.ts'
import type { rowFeatures } from './columns.tsx'
import classes from './rows-table.module.css'

interface Props {
  readonly header: Header<typeof rowFeatures, LoginRow>
  readonly sorted: 'asc' | 'desc' | false
  /** Called before a drag, so that the widths on screen can be taken over; null for a column that fills what is left. */
  readonly onResizeStart: (() => void) | null
  readonly onResizeReset: () => void
}

/** A column's name; a click sorts by it, a drag at its edge sets its width, a double click there undoes that. */
export const HeaderCell = ({ header, sorted, onResizeStart, onResizeReset }: Props) => {
  const name = header.column.id
  const Icon = sorted === 'desc' ? IconArrowDown : IconArrowUp
  const startResize = (event: React.MouseEvent | React.TouchEvent) => {
    onResizeStart?.()
    header.getResizeHandler()(event)
  }
  return (
    <th
      scope="col"
      className={classes.name}
      data-column={name}
      aria-sort={sorted === false ? undefined : sorted === 'asc' ? 'ascending' : 'descending'}
    >
      <button
        type="button"
        className={classes.sort}
        data-sorted={sorted || undefined}
        onClick={header.column.getToggleSortingHandler()}
      >
        <span>{name}</span>
        <Icon size={13} stroke={2} aria-hidden />
      </button>
      {onResizeStart !== null && (
        <div
          className={classes.resize}
          aria-hidden
          data-active={header.column.getIsResizing() || undefined}
          onMouseDown={startResize}
          onTouchStart={startResize}
          onDoubleClick={onResizeReset}
        />
      )}
    </th>
  )
}
