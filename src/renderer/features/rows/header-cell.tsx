import type { Header } from '@tanstack/react-table'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { Line, rowFeatures } from './columns.tsx'
import type { RowColumn } from './row-columns.ts'
import classes from './rows-grid.module.css'

interface Props {
  readonly header: Header<typeof rowFeatures, Line>
  readonly column: RowColumn
  readonly sorted: 'asc' | 'desc' | false
  /** Where the column stays when the others are scrolled sideways, in pixels; null where it goes with them. */
  readonly pinnedAt: number | null
  readonly onResizeReset: () => void
}

/** A column's name; a click sorts by it, a drag at its edge sets its width, a double click there undoes that. */
export const HeaderCell = ({ header, column, sorted, pinnedAt, onResizeReset }: Props) => {
  const Icon = sorted === 'desc' ? IconArrowDown : IconArrowUp
  return (
    <th
      scope="col"
      className={classes.name}
      data-column={column.name}
      data-look={column.look}
      data-pinned={pinnedAt !== null || undefined}
      style={pinnedAt === null ? undefined : { left: pinnedAt }}
      aria-sort={sorted === false ? undefined : sorted === 'asc' ? 'ascending' : 'descending'}
    >
      <button
        type="button"
        className={classes.sort}
        data-sorted={sorted || undefined}
        onClick={header.column.getToggleSortingHandler()}
      >
        <span>{column.title}</span>
        <Icon size={13} stroke={2} aria-hidden />
      </button>
      <div
        className={classes.resize}
        aria-hidden
        data-testid="resize"
        data-active={header.column.getIsResizing() || undefined}
        onMouseDown={header.getResizeHandler()}
        onTouchStart={header.getResizeHandler()}
        onDoubleClick={onResizeReset}
      />
    </th>
  )
}
