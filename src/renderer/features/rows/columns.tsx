import {
  columnFilteringFeature,
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table'
import { loginColumns, type LoginColumn, type LoginRow } from '../../../contract/rows.ts'
import { columnWidths } from './table-layout.ts'

export const rowFeatures = tableFeatures({
  rowSortingFeature,
  columnFilteringFeature,
  columnSizingFeature,
  columnResizingFeature,
  columnVisibilityFeature,
  columnOrderingFeature,
  columnPinningFeature,
})

/** A line of the table: the number of a row among all rows, and the row, where it has been read. */
export interface Line {
  readonly index: number
  readonly row: LoginRow | null
}

const helper = createColumnHelper<typeof rowFeatures, Line>()

/** The columns of long ids, which are shortened in the middle. */
const idColumns: readonly string[] = ['user_id', 'masked_ip', 'masked_device_id'] satisfies LoginColumn[]

export const isIdColumn = (name: string): boolean => idColumns.includes(name)

export const isLoginColumn = (name: string): name is LoginColumn => name in columnWidths

/** The database's columns in its order. */
export const rowColumns = helper.columns(
  loginColumns.map((name) =>
    helper.accessor(({ row }) => row?.[name] ?? null, {
      id: name,
      header: name,
      size: columnWidths[name],
      minSize: 72,
      sortDescFirst: false,
    }),
  ),
)
