import {
  functionalUpdate,
  useTable,
  type ColumnFiltersState,
  type SortingState,
  type Updater,
} from '@tanstack/react-table'
import { useMemo, type KeyboardEvent, type ReactNode } from 'react'
import { rowFeatures, tableColumns, type Line } from './columns.tsx'
import { GridHead } from './grid-head.tsx'
import { cellId, GridLine, numberWidthOf } from './grid-line.tsx'
import type { RowColumn } from './row-columns.ts'
import type { ColumnFilterValue } from './row-filters.ts'
import { moveSelection, rangeOf, type Selection } from './row-selection.ts'
import { headHeight, rowHeight } from './row-window.ts'
import classes from './rows-grid.module.css'
import { shareWidth, type TableLayout } from './table-layout.ts'
import { useCellDrag } from './use-cell-drag.ts'
import type { RowScroll } from './use-row-scroll.ts'

interface Props {
  /** All of them, for their widths. */
  readonly all: readonly RowColumn[]
  /** Those on show, in their order. */
  readonly columns: readonly RowColumn[]
  readonly lines: readonly Line[]
  readonly total: number
  /** Null while they are not counted. */
  readonly counted: number | null
  readonly scroll: RowScroll
  readonly sorting: SortingState
  readonly filters: ColumnFiltersState
  readonly onSorting: (updater: Updater<SortingState>) => void
  readonly onFilter: (column: RowColumn, value: ColumnFilterValue) => void
  readonly layout: TableLayout
  readonly onLayout: (change: Partial<TableLayout>) => void
  readonly selection: Selection | null
  readonly onSelection: (selection: Selection | null) => void
  /** The row that is opened beside the table. */
  readonly openedId: string | null
  readonly onOpen: (index: number) => void
  readonly onCopy: () => void
  /** Whether other rows are on their way. */
  readonly stale: boolean
  /** Stands in place of rows when there are none. */
  readonly empty: ReactNode
}

/** The table itself, of which only what is in sight is drawn. Sorting and filtering are the database's. */
export const RowsGrid = (props: Props) => {
  const { lines, total, scroll, layout, selection, onSelection, onLayout, sorting, filters } = props
  const { all, columns } = props
  const { attach, onScroll, place, viewport, height } = scroll
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
      columnPinning: { start: [...layout.pinned], end: [] },
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
          />
        )
      })
    },
    // The range follows from the selection and the number of columns.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [rows, numberWidth, widths, columns, selection, props.openedId, layout.pinned],
  )

  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return
    const command = event.ctrlKey || event.metaKey
    const grid = {
      rows: total,
      columns: columns.length,
      pageRows: Math.max(1, Math.floor(viewport / rowHeight) - 1),
    }
    const moved = moveSelection(selection, { key: event.key, shift: event.shiftKey, command }, grid)
    if (moved !== null) {
      onSelection(moved)
      if (!moved.wholeRows) scroll.reveal(moved.focus.row)
    } else if (command && event.key.toLowerCase() === 'c') props.onCopy()
    else if ((event.key === 'Enter' || event.key === ' ') && selection !== null)
      props.onOpen(selection.focus.row)
    else if (event.key === 'Escape' && selection !== null) onSelection(null)
    else return
    event.preventDefault()
  }

  const active = selection === null ? undefined : lines.find(({ index }) => index === selection.focus.row)
  const width = numberWidth + table.getTotalSize()
  return (
    <div ref={attach} className={classes.scroll} onScroll={onScroll} data-testid="rows-scroll">
      <div className={classes.spacer} style={{ height, width }}>
        <div className={classes.stage} style={{ height: headHeight + viewport }}>
          <table
            className={classes.table}
            role="grid"
            aria-label="Loaded rows"
            aria-rowcount={props.counted === null ? -1 : props.counted + 1}
            aria-multiselectable
            aria-activedescendant={
              selection === null || active === undefined
                ? undefined
                : cellId(selection.focus.row, selection.focus.column)
            }
            tabIndex={0}
            style={{ width }}
            onKeyDown={onKey}
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
              onResizeReset={() => onLayout({ sizing: {} })}
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
