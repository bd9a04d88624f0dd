import type { Header } from '@tanstack/react-table'
import { IconArrowDown, IconArrowUp, IconDotsVertical } from '@tabler/icons-react'
import type { DragEvent, KeyboardEvent } from 'react'
import { pointOf, type Point } from '../../ui/point-menu.tsx'
import type { Line, rowFeatures } from './columns.tsx'
import type { RowColumn } from './row-columns.ts'
import classes from './header-cell.module.css'
import { SenderText } from '../../ui/sender-text.tsx'

/** Actions at a column head besides sorting. */
export interface HeadActions {
  readonly onMenu: (at: Point, column: RowColumn) => void
  /** Makes a column as wide as its visible content. */
  readonly onFit: (column: RowColumn) => void
  /** A column was dragged to another one's place. */
  readonly onDrop: (column: string, onto: string) => void
}

interface Props {
  readonly header: Header<typeof rowFeatures, Line>
  readonly column: RowColumn
  readonly sorted: 'asc' | 'desc' | false
  /** The column's fixed offset when the others scroll sideways, in pixels; null if it scrolls with them. */
  readonly pinnedAt: number | null
  readonly actions: HeadActions
}

/** The type of a drag's data, so that nothing from elsewhere is taken for a column. */
const dragType = 'application/x-sluice-column'

/**
 * A column's name: a click sorts by it, a drag moves it, a drag at its edge sets its width, and a double click there
 * fits it. Everything else is in its menu.
 */
export const HeaderCell = ({ header, column, sorted, pinnedAt, actions }: Props) => {
  const Icon = sorted === 'desc' ? IconArrowDown : IconArrowUp
  const openMenu = (event: { clientX: number; clientY: number; currentTarget: Element }) =>
    actions.onMenu(pointOf(event, event.currentTarget), column)
  return (
    <th
      scope="col"
      className={classes.name}
      data-column={column.name}
      data-look={column.look}
      data-pinned={pinnedAt !== null || undefined}
      style={pinnedAt === null ? undefined : { left: pinnedAt }}
      aria-sort={sorted === false ? undefined : sorted === 'asc' ? 'ascending' : 'descending'}
      onContextMenu={(event) => {
        event.preventDefault()
        openMenu(event)
      }}
      {...dragOf(column, actions, header.column.getIsResizing())}
    >
      <button
        type="button"
        className={classes.sort}
        data-sorted={sorted || undefined}
        aria-haspopup="menu"
        title={column.mayBeSorted ? undefined : 'Cannot be sorted by'}
        onClick={column.mayBeSorted ? header.column.getToggleSortingHandler() : undefined}
        onKeyDown={(event: KeyboardEvent<HTMLButtonElement>) => {
          if (event.key !== 'ArrowDown' || !event.altKey) return
          event.preventDefault()
          openMenu({ clientX: 0, clientY: 0, currentTarget: event.currentTarget })
        }}
      >
        <SenderText text={column.title} />
        <Icon size={13} stroke={2} aria-hidden />
      </button>
      {/* For the pointer only: keys open the menu from the name. */}
      <span
        className={classes.more}
        aria-hidden
        data-testid="head-menu"
        title={`Menu of ${column.title}`}
        onClick={(event) => openMenu({ clientX: 0, clientY: 0, currentTarget: event.currentTarget })}
      >
        <IconDotsVertical size={13} stroke={2} />
      </span>
      <div
        className={classes.resize}
        aria-hidden
        data-testid="resize"
        data-active={header.column.getIsResizing() || undefined}
        onMouseDown={header.getResizeHandler()}
        onTouchStart={header.getResizeHandler()}
        onDoubleClick={() => actions.onFit(column)}
      />
    </th>
  )
}

const dragOf = (column: RowColumn, { onDrop }: HeadActions, isResizing: boolean) => ({
  draggable: true,
  onDragStart: (event: DragEvent<HTMLElement>) => {
    if (isResizing) return event.preventDefault()
    event.dataTransfer.setData(dragType, column.name)
    event.dataTransfer.effectAllowed = 'move'
  },
  onDragOver: (event: DragEvent<HTMLElement>) => {
    if (!event.dataTransfer.types.includes(dragType)) return
    event.preventDefault()
    event.currentTarget.dataset.over = ''
  },
  onDragLeave: (event: DragEvent<HTMLElement>) => delete event.currentTarget.dataset.over,
  onDrop: (event: DragEvent<HTMLElement>) => {
    event.preventDefault()
    delete event.currentTarget.dataset.over
    const dragged = event.dataTransfer.getData(dragType)
    if (dragged !== '' && dragged !== column.name) onDrop(dragged, column.name)
  },
})
