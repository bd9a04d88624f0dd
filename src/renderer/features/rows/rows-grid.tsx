import type { MouseEvent, ReactNode } from 'react'
import { pointOf, type Point } from '../../ui/point-menu.tsx'
import { headHeight } from './density.ts'
import { GridHead } from './grid-head.tsx'
import { cellId } from './grid-line.tsx'
import type { HeadActions } from './header-cell.tsx'
import type { RowColumn } from './row-columns.ts'
import type { ColumnFilterValue } from './row-filters.ts'
import { isWithin, rangeOf, selectCell, type Cell, type Key, type Selection } from './row-selection.ts'
import classes from './rows-grid.module.css'
import { hitOf, useCellDrag } from './use-cell-drag.ts'
import { useGridKeys } from './use-grid-keys.ts'
import { useGridLines } from './use-grid-lines.tsx'
import { useGridTable, type GridContent, type GridTable } from './use-grid-table.ts'

interface Props extends GridContent {
  /** Null while they are not counted. */
  readonly counted: number | null
  readonly onFilter: (column: RowColumn, value: ColumnFilterValue) => void
  readonly selection: Selection | null
  readonly onSelection: (selection: Selection | null) => void
  /** The row that is open beside the table. */
  readonly openedId: string | null
  readonly onOpen: (index: number) => void
  readonly onCopy: () => void
  readonly onCountFor: (key: Key) => void
  readonly waited: Key | null
  readonly onWaited: () => void
  readonly headActions: HeadActions
  readonly onCellMenu: (at: Point, cell: Cell) => void
  /** Whether other rows are being loaded. */
  readonly stale: boolean
  /** Shown in place of rows when there are none. */
  readonly empty: ReactNode
}

/** The table itself, drawn only where it is in sight. The database sorts and filters. */
export const RowsGrid = (props: Props) => {
  const { lines, scroll, selection, onSelection, columns, filters, counted } = props
  const { attach, onScroll, place, viewport, height, rowHeight } = scroll
  const grid = useGridTable(props)
  const { table, numberWidth } = grid
  const drag = useCellDrag(selection, onSelection, props.onOpen, scroll)
  const body = useGridLines(grid, props)
  const onKey = useGridKeys({
    ...{ selection, onSelection, scroll, columns: columns.length, counted: counted !== null },
    ...{ onCountFor: props.onCountFor, waited: props.waited, onWaited: props.onWaited },
    ...{ onCopy: props.onCopy, onOpen: props.onOpen },
  })
  const focus = selection?.focus
  const isActiveDrawn = lines.some(({ index }) => index === focus?.row)
  const activeId = focus !== undefined && isActiveDrawn ? cellId(focus.row, focus.column) : undefined
  const width = numberWidth + table.getTotalSize()
  return (
    <div ref={attach} className={classes.scroll} onScroll={onScroll} data-testid="rows-scroll">
      <div className={classes.spacer} style={{ height, width }}>
        <div className={classes.stage} style={{ height: headHeight + viewport }}>
          <table
            className={classes.table}
            role="grid"
            aria-label="Loaded rows"
            data-part
            aria-rowcount={counted === null ? -1 : counted + 1}
            aria-multiselectable
            aria-activedescendant={activeId}
            tabIndex={0}
            style={{ width, ['--row-height' as string]: `${rowHeight}px` }}
            onKeyDown={onKey}
            onContextMenu={(event) => openCellMenu(event, props)}
          >
            <GridWidths {...grid} />
            <GridHead
              headers={table.getFlatHeaders()}
              columns={columns}
              numberWidth={numberWidth}
              filters={filters}
              onFilter={props.onFilter}
              actions={props.headActions}
            />
            <tbody
              {...drag}
              data-stale={props.stale || undefined}
              style={{ transform: `translateY(${-(place.top % rowHeight)}px)` }}
            >
              {body}
            </tbody>
          </table>
          {counted === 0 && props.empty}
        </div>
      </div>
    </div>
  )
}

const GridWidths = ({ table, numberWidth }: GridTable) => (
  <colgroup>
    <col style={{ width: numberWidth }} />
    {table.getFlatHeaders().map((header) => (
      <col key={header.id} style={{ width: header.getSize() }} />
    ))}
  </colgroup>
)

/** Opens a menu for the cell under the pointer; the selection stays if that cell is part of it. */
const openCellMenu = (
  event: MouseEvent<HTMLElement>,
  { selection, columns, onSelection, onCellMenu }: Props,
): void => {
  const range = selection === null ? null : rangeOf(selection, columns.length)
  const isByKey = event.target === event.currentTarget
  const hit = hitOf(event) ?? (isByKey ? (selection?.focus ?? null) : null)
  if (hit === null || event.defaultPrevented) return
  event.preventDefault()
  if (range === null || !isWithin(range, hit)) onSelection(selectCell(hit))
  const element = document.getElementById(cellId(hit.row, hit.column)) ?? event.currentTarget
  onCellMenu(pointOf(event, element), { row: hit.row, column: hit.column })
}
