import {
  functionalUpdate,
  useTable,
  type ColumnFiltersState,
  type SortingState,
  type Updater,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import type { ListScroll } from '../../ui/use-list-scroll.ts'
import { rowFeatures, tableColumns, type Line } from './columns.tsx'
import { numberWidthOf } from './grid-line.tsx'
import type { RowColumn } from './row-columns.ts'
import { shareWidth, type TableLayout } from './table-layout.ts'

export interface GridContent {
  /** All columns, for their widths. */
  readonly all: readonly RowColumn[]
  /** The visible ones, in order. */
  readonly columns: readonly RowColumn[]
  readonly lines: readonly Line[]
  readonly scroll: ListScroll
  readonly sorting: SortingState
  readonly filters: ColumnFiltersState
  readonly onSorting: (updater: Updater<SortingState>) => void
  readonly layout: TableLayout
  readonly onLayout: (change: Partial<TableLayout>) => void
}

/** The model of the table: its columns, their widths and pins, and the lines in sight. The database sorts and filters. */
export const useGridTable = ({ all, columns, lines, layout, onLayout, ...content }: GridContent) => {
  const { scroll, sorting, filters, onSorting } = content
  const numberWidth = numberWidthOf(scroll.total)
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
    onSortingChange: onSorting,
  })
  return { table, numberWidth }
}

export type GridTable = ReturnType<typeof useGridTable>
