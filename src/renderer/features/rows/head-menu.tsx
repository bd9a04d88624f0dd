import { Menu } from '@mantine/core'
import type { SortingState } from '@tanstack/react-table'
import { PointMenu, type Point } from '../../ui/point-menu.tsx'
import { namesOf, type RowColumn } from './row-columns.ts'
import { columnsInOrder, dropColumn, togglePin, type TableLayout } from './table-layout.ts'
import { SenderText } from '../../ui/sender-text.tsx'

interface Props {
  readonly at: Point
  readonly column: RowColumn
  readonly columns: readonly RowColumn[]
  readonly layout: TableLayout
  readonly onLayout: (change: Partial<TableLayout>) => void
  readonly sorting: SortingState
  readonly onSorting: (sorting: SortingState) => void
  readonly onFilter: () => void
  readonly onFit: () => void
  readonly onClose: () => void
}

/** Actions on a column, at its head. */
export const HeadMenu = (props: Props) => {
  const { at, column, columns, layout, onLayout, sorting, onSorting, onClose } = props
  const { name, title } = column
  const shown = namesOf(columnsInOrder(layout, columns))
  const place = shown.indexOf(name)
  const isPinned = layout.pinned.includes(name)
  const [sort] = sorting
  const sortBy = (desc: boolean) => (
    <Menu.Item
      disabled={sort?.id === name && sort.desc === desc}
      onClick={() => onSorting([{ id: name, desc }])}
    >
      {desc ? 'Sort descending' : 'Sort ascending'}
    </Menu.Item>
  )
  const move = (by: -1 | 1, words: string) => {
    const neighbour = shown[place + by]
    return (
      <Menu.Item
        disabled={neighbour === undefined}
        onClick={() => neighbour !== undefined && onLayout(dropColumn(layout, name, neighbour))}
      >
        {words}
      </Menu.Item>
    )
  }
  return (
    <PointMenu label={title} at={at} onClose={onClose}>
      <Menu.Label>
        <SenderText text={title} />
      </Menu.Label>
      {column.mayBeSorted && (
        <>
          {sortBy(false)}
          {sortBy(true)}
          {sort?.id === name && <Menu.Item onClick={() => onSorting([])}>Newest first</Menu.Item>}
        </>
      )}
      {column.filters.length > 0 && <Menu.Item onClick={props.onFilter}>Filter</Menu.Item>}
      <Menu.Divider />
      <Menu.Item onClick={() => onLayout({ pinned: togglePin(columns, layout.pinned, name) })}>
        {isPinned ? 'Unpin' : 'Pin'} <SenderText text={title} />
      </Menu.Item>
      {move(-1, 'Move left')}
      {move(1, 'Move right')}
      <Menu.Item onClick={props.onFit}>Fit width</Menu.Item>
      <Menu.Item onClick={() => onLayout({ sizing: {} })}>Reset widths</Menu.Item>
      <Menu.Divider />
      <Menu.Item
        disabled={shown.length === 1}
        onClick={() => onLayout({ visibility: { ...layout.visibility, [name]: false } })}
      >
        Hide <SenderText text={title} />
      </Menu.Item>
    </PointMenu>
  )
}
