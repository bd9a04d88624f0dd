import {
  columnFilteringFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table'
import type { EventRow } from '../../../contract/rows.ts'
import { valueIn, type RowColumn } from './row-columns.ts'

export const rowFeatures = tableFeatures({
  rowSortingFeature,
  columnFilteringFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  columnResizingFeature,
  columnPinningFeature,
})

/** A line of the table: a row's number among all rows, and the row, if it has been read. */
export interface Line {
  readonly index: number
  readonly row: EventRow | null
}

const helper = createColumnHelper<typeof rowFeatures, Line>()

/** The visible columns, in order, for the table library. */
export const tableColumns = (columns: readonly RowColumn[]) =>
  helper.columns(
    columns.map((column) =>
      helper.accessor(({ row }) => (row === null ? null : valueIn(row, column)), {
        id: column.name,
        size: column.width,
        minSize: 72,
        sortDescFirst: false,
        enableSorting: column.mayBeSorted,
      }),
    ),
  )
