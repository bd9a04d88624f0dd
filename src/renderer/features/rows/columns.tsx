import {
  columnFilteringFeature,
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table'
import type { LoginColumn, LoginRow } from '../../../contract/rows.ts'
import { CopyCell } from './copy-cell.tsx'
import classes from './rows-table.module.css'

export const rowFeatures = tableFeatures({
  rowSortingFeature,
  columnFilteringFeature,
  columnSizingFeature,
  columnResizingFeature,
  columnVisibilityFeature,
  columnOrderingFeature,
})

const helper = createColumnHelper<typeof rowFeatures, LoginRow>()

/** The database's columns in its order, with the width in pixels that each asks for and how its values are shown. */
const looks: Record<LoginColumn, { readonly size: number; readonly id: boolean }> = {
  user_id: { size: 176, id: true },
  device_type: { size: 116, id: false },
  masked_ip: { size: 176, id: true },
  masked_device_id: { size: 176, id: true },
  locale: { size: 96, id: false },
  app_version: { size: 132, id: false },
  create_date: { size: 124, id: false },
}

export const isLoginColumn = (name: string): name is LoginColumn => name in looks

export const rowColumns = helper.columns(
  Object.entries(looks).map(([name, { size, id }]) =>
    helper.accessor((row) => (isLoginColumn(name) ? row[name] : null), {
      id: name,
      header: name,
      size,
      minSize: 72,
      sortDescFirst: false,
      cell: (context) => <Value value={context.getValue()} id={id} />,
    }),
  ),
)

const Value = ({ value, id }: { readonly value: string | null; readonly id: boolean }) => {
  if (value === null) return <span className={classes.none}>–</span>
  if (id) return <CopyCell text={value} />
  return (
    <span className={classes.plain} title={value}>
      {value}
    </span>
  )
}
