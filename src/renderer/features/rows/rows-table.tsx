import { useTable, type ColumnFiltersState, type SortingState, type Updater } from '@tanstack/react-table'
import { useRef, type ReactNode } from 'react'
import type { LoginRow } from '../../../contract/rows.ts'
import { rowColumns, rowFeatures } from './columns.tsx'
import { FilterCell } from './filter-cell.tsx'
import { HeaderCell } from './header-cell.tsx'
import { noFilter, type ColumnFilterValue } from './row-filters.ts'
import classes from './rows-table.module.css'

interface Props {
  readonly rows: readonly LoginRow[]
  readonly sorting: SortingState
  readonly filters: ColumnFiltersState
  readonly onSorting: (updater: Updater<SortingState>) => void
  readonly onFilters: (updater: Updater<ColumnFiltersState>) => void
  /** Whether other rows are on their way. */
  readonly stale: boolean
  /** Stands in place of rows when there are none. */
  readonly empty: ReactNode
}

/** The table itself. Sorting, filtering and paging are the database's; widths are the table's own. */
export const RowsTable = ({ rows, sorting, filters, onSorting, onFilters, stale, empty }: Props) => {
  const element = useRef<HTMLTableElement>(null)
  const table = useTable({
    features: rowFeatures,
    columns: rowColumns,
    data: rows,
    getRowId: (row) => row.id,
    manualSorting: true,
    manualFiltering: true,
    enableMultiSort: false,
    columnResizeMode: 'onChange',
    state: { sorting, columnFilters: filters },
    onSortingChange: onSorting,
    onColumnFiltersChange: onFilters,
  })
  const headers = table.getFlatHeaders()
  const total = table.getTotalSize()
  // Until somebody drags an edge, columns share the width there is; then they keep the widths that are on screen.
  const sized = Object.keys(table.state.columnSizing).length > 0
  const takeWidths = () => {
    const cells = element.current?.querySelectorAll<HTMLElement>('th[data-column]') ?? []
    const widths = Array.from(cells, (cell) => [cell.dataset.column ?? '', cell.offsetWidth] as const)
    if (!sized) table.setColumnSizing(Object.fromEntries(widths))
  }
  return (
    <div className={classes.scroll}>
      <table
        ref={element}
        className={classes.table}
        aria-label="Loaded rows"
        style={{ width: `max(100%, ${total}px)` }}
      >
        <colgroup>
          {headers.map((header, index) => {
            const share = `${(header.getSize() / total) * 100}%`
            const last = index === headers.length - 1
            return (
              <col key={header.id} style={{ width: sized ? (last ? undefined : header.getSize()) : share }} />
            )
          })}
        </colgroup>
        <thead className={classes.head}>
          <tr>
            {headers.map((header, index) => (
              <HeaderCell
                key={header.id}
                header={header}
                sorted={header.column.getIsSorted()}
                onResizeStart={index === headers.length - 1 ? null : takeWidths}
                onResizeReset={() => table.resetColumnSizing(true)}
              />
            ))}
          </tr>
          <tr>
            {headers.map(({ id, column }) => (
              <td key={id} className={classes.filter}>
                <FilterCell
                  column={column.id}
                  value={(column.getFilterValue() as ColumnFilterValue | undefined) ?? noFilter}
                  onChange={(value) => column.setFilterValue(isNothing(value) ? undefined : value)}
                />
              </td>
            ))}
          </tr>
        </thead>
        <tbody data-stale={stale || undefined}>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              {row.getAllCells().map((cell) => (
                <td key={cell.id}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && empty}
    </div>
  )
}

/** A column that contains nothing in particular lets everything through. */
const isNothing = (value: ColumnFilterValue): boolean => value.how === 'contains' && value.text === ''
