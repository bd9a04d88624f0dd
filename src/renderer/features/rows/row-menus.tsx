import type { Point } from '../../ui/point-menu.tsx'
import { CellMenu } from './cell-menu.tsx'
import { HeadMenu } from './head-menu.tsx'
import { valueIn, type RowColumn } from './row-columns.ts'
import type { Cell } from './row-selection.ts'
import type { TableLayout } from './table-layout.ts'
import type { RowActions } from './use-row-actions.ts'
import type { RowView } from './use-row-view.ts'

/** The open menu, with its place and its target. */
export type OpenMenu =
  | { readonly of: 'head'; readonly at: Point; readonly column: RowColumn }
  | { readonly of: 'cell'; readonly at: Point; readonly cell: Cell }

interface Props {
  readonly menu: OpenMenu | null
  readonly columns: readonly RowColumn[]
  readonly shown: readonly RowColumn[]
  readonly layout: TableLayout
  readonly onLayout: (change: Partial<TableLayout>) => void
  readonly view: RowView
  readonly actions: RowActions
  readonly onOpenRow: () => void
  readonly onFilter: (column: RowColumn) => void
  readonly onClose: () => void
}

/** The menu of a head or of a cell, whichever is open. */
export const RowMenus = ({ menu, columns, shown, view, actions, onClose, ...props }: Props) => {
  if (menu === null) return null
  if (menu.of === 'head') {
    const { at, column } = menu
    return (
      <HeadMenu
        {...{ at, column, columns, onClose, layout: props.layout, onLayout: props.onLayout }}
        sorting={view.choice.sorting}
        onSorting={(sorting) => view.change({ sorting })}
        onFilter={() => props.onFilter(column)}
        onFit={() => actions.fit(column)}
      />
    )
  }
  const { at, cell } = menu
  const column = shown[cell.column]
  const row = view.blocks.rowAt(cell.row)
  if (column === undefined || row === null) return null
  return (
    <CellMenu
      {...{ at, column, onClose }}
      value={valueIn(row, column)}
      selected={actions.isOneCell ? null : actions.words}
      onCopy={actions.copy}
      onFilter={(value) => actions.filter(column, value)}
      onOpen={props.onOpenRow}
    />
  )
}
