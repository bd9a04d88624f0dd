import {
  functionalUpdate,
  useTable,
  type ColumnFiltersState,
  type SortingState,
  type Updater,
} from '@tanstack/react-table'
import { useMemo, type MouseEvent, type ReactNode } from 'react'
import { useTimeZone } from '../../ui/use-time-zone.ts'
import { pointOf, type Point } from '../../ui/point-menu.tsx'
import { rowFeatures, tableColumns, type Line } from './columns.tsx'
import { GridHead } from './grid-head.tsx'
import { cellId, GridLine, numberWidthOf } from './grid-line.tsx'
import type { HeadActions } from './header-cell.tsx'
import type { RowColumn } from './row-columns.ts'
import type { ColumnFilterValue } from './row-filters.ts'
import { isWithin, rangeOf, selectCell, type Cell, type Key, type Selection } from './row-selection.ts'
import { headHeight } from './density.ts'
import classes from './rows-grid.module.css'
import { shareWidth, type TableLayout } from './table-layout.ts'
import { hitOf, useCellDrag } from './use-cell-drag.ts'
import { useGridKeys } from './use-grid-keys.ts'
import type { ListScroll } from '../../ui/use-list-scroll.ts'

interface Props {
  /** All columns, for their widths. */
  readonly all: readonly RowColumn[]
  /** The visible ones, in order. */
  readonly columns: readonly RowColumn[]
  readonly lines: readonly Line[]
  /** Null while they are not counted. */
  readonly counted: number | null
  readonly scroll: ListScroll
  readonly sorting: SortingState
  readonly filters: ColumnFiltersState
  readonly onSorting: (updater: Updater<SortingState>) => void
  readonly onFilter: (column: RowColumn, value: ColumnFilterValue) => void
  readonly layout: TableLayout
  readonly onLayout: (change: Partial<TableLayout>) => void
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
  const { lines, scroll, layout, selection, onSelection, onLayout, sorting, filters } = props
  const { all, columns } = props
  const { attach, onScroll, place, viewport, height, rowHeight, total } = scroll
  const zone = useTimeZone()
  const numberWidth = numberWidthOf(total)
  const sizing = shareWidth(layout, all, scroll.width - numberWidth)
  const definitions = useMemo(() => tableColumns(columns), [columns])
  const table = useTable({
    features: rowFeatures,
    columns: definitions,
    data: lines,
    getRowId: (line) => String(line.index),
    manualSorting: true,
    manualFiltering: true,
    enableMultiSort: false,
    columnResizeMode: 'onChange',
    state: {
      sorting,
      columnFilters: filters,
      columnSizing: sizing,
      columnPinning: {
        start: columns.flatMap(({ name }) => (layout.pinned.includes(name) ? [name] : [])),
        end: [],
      },
    },
    onColumnSizingChange: (updater) => onLayout({ sizing: functionalUpdate(updater, sizing) }),
    onSortingChange: props.onSorting,
  })
  const headers = table.getFlatHeaders()
  const range = selection === null ? null : rangeOf(selection, columns.length)
  const drag = useCellDrag(selection, onSelection, props.onOpen, scroll)
  const widths = headers.map((header) => header.getSize()).join(' ')
  const rows = table.getRowModel().rows
  const body = useMemo(
    () => {
      const columnWidths = widths.split(' ').map(Number)
      return rows.map((line) => {
        const { index, row } = line.original
        const isIn = range !== null && index >= range.firstRow && index <= range.lastRow
        return (
          <GridLine
            key={index}
            line={line}
            columns={columns}
            numberWidth={numberWidth}
            widths={columnWidths}
            selected={isIn ? { first: range.firstColumn, last: range.lastColumn } : null}
            active={selection?.focus.row === index ? selection.focus.column : null}
            opened={row !== null && row.id === props.openedId}
            zone={zone}
          />
        )
      })
    },
    // The range depends on the selection and the number of columns only.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [rows, numberWidth, widths, columns, selection, props.openedId, layout.pinned, zone],
  )

  const onKey = useGridKeys({
    ...{ selection, onSelection, scroll, columns: columns.length, counted: props.counted !== null },
    ...{ onCountFor: props.onCountFor, waited: props.waited, onWaited: props.onWaited },
    ...{ onCopy: props.onCopy, onOpen: props.onOpen },
  })

  const activeId = selection === null ? null : cellId(selection.focus.row, selection.focus.column)
  /** Opens a menu for the cell under the pointer; the selection stays if that cell is part of it. */
  const onContextMenu = (event: MouseEvent<HTMLElement>): void => {
    const isByKey = event.target === event.currentTarget
    const hit = hitOf(event) ?? (isByKey ? (selection?.focus ?? null) : null)
    if (hit === null || event.defaultPrevented) return
    event.preventDefault()
    if (range === null || !isWithin(range, hit)) onSelection(selectCell(hit))
    const element = document.getElementById(cellId(hit.row, hit.column)) ?? event.currentTarget
    props.onCellMenu(pointOf(event, element), { row: hit.row, column: hit.column })
  }

  const isActiveDrawn = lines.some(({ index }) => index === selection?.focus.row)
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
            aria-rowcount={props.counted === null ? -1 : props.counted + 1}
            aria-multiselectable
            aria-activedescendant={isActiveDrawn ? (activeId ?? undefined) : undefined}
            tabIndex={0}
            style={{ width, ['--row-height' as string]: `${rowHeight}px` }}
            onKeyDown={onKey}
            onContextMenu={onContextMenu}
          >
            <colgroup>
              <col style={{ width: numberWidth }} />
              {headers.map((header) => (
                <col key={header.id} style={{ width: header.getSize() }} />
              ))}
            </colgroup>
            <GridHead
              headers={headers}
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
          {props.counted === 0 && props.empty}
        </div>
      </div>
    </div>
  )
}
