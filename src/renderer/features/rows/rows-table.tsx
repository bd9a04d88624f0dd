import {
  functionalUpdate,
  useTable,
  type ColumnFiltersState,
  type SortingState,
  type Updater,
} from '@tanstack/react-table'
import { useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import type { LoginRow } from '../../../contract/rows.ts'
import { rowColumns, rowFeatures } from './columns.tsx'
import { FilterCell } from './filter-cell.tsx'
import { HeaderCell } from './header-cell.tsx'
import { noFilter, type ColumnFilterValue } from './row-filters.ts'
import classes from './rows-table.module.css'
import type { TableLayout } from './table-layout.ts'

interface Props {
  readonly rows: readonly LoginRow[]
  readonly sorting: SortingState
  readonly filters: ColumnFiltersState
  readonly onSorting: (updater: Updater<SortingState>) => void
  readonly onFilters: (updater: Updater<ColumnFiltersState>) => void
  readonly layout: TableLayout
  readonly onLayout: (change: Partial<TableLayout>) => void
  /** The row that is opened beside the table. */
  readonly picked: string | null
  readonly onPick: (id: string) => void
  readonly onCopy: (row: LoginRow) => void
  /** Whether other rows are on their way. */
  readonly stale: boolean
  /** Stands in place of rows when there are none. */
  readonly empty: ReactNode
}

/** The table itself. Sorting, filtering and paging are the database's; widths are the table's own. */
export const RowsTable = (props: Props) => {
  const { rows, sorting, filters, layout, onSorting, onFilters, onLayout, picked, onPick, stale, empty } =
    props
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
    state: {
      sorting,
      columnFilters: filters,
      columnSizing: layout.sizing,
      columnVisibility: layout.visibility,
      columnOrder: layout.order,
    },
    onColumnSizingChange: (updater) => onLayout({ sizing: functionalUpdate(updater, layout.sizing) }),
    onSortingChange: onSorting,
    onColumnFiltersChange: onFilters,
  })
  const headers = table.getFlatHeaders()
  const total = table.getTotalSize()
  // Until somebody drags an edge, columns share the width there is; then they keep the widths that are on screen.
  const sized = Object.keys(layout.sizing).length > 0
  const takeWidths = () => {
    const cells = element.current?.querySelectorAll<HTMLElement>('th[data-column]') ?? []
    const widths = Array.from(cells, (cell) => [cell.dataset.column ?? '', cell.offsetWidth] as const)
    if (!sized) table.setColumnSizing(Object.fromEntries(widths))
  }
  // One row is reached by Tab, the others from there by the arrows.
  const reachable = rows.some(({ id }) => id === picked) ? picked : rows[0]?.id
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const line = (event.target as HTMLElement).closest<HTMLElement>('tr[data-id]')
    if (line === null || event.target !== line) return
    const row = rows.find(({ id }) => id === line.dataset.id)
    if (row === undefined) return
    const to = neighbour(line, event.key)
    if (to !== null) to.focus()
    else if (event.key === 'Enter' || event.key === ' ') onPick(row.id)
    else if (event.key === 'c' && (event.ctrlKey || event.metaKey)) props.onCopy(row)
    else return
    event.preventDefault()
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
                onResizeReset={() => onLayout({ sizing: {} })}
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
        <tbody data-stale={stale || undefined} onKeyDown={onKey}>
          {table.getRowModel().rows.map((row) => (
            <tr
              key={row.id}
              data-id={row.id}
              aria-current={row.id === picked || undefined}
              tabIndex={row.id === reachable ? 0 : -1}
              onClick={(event) => {
                if (!isControl(event)) onPick(row.id)
              }}
            >
              {row.getVisibleCells().map((cell) => (
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

/** Copying a value is not opening its row, and neither is marking text. */
const isControl = (event: MouseEvent): boolean =>
  (event.target as HTMLElement).closest('button') !== null || window.getSelection()?.isCollapsed === false

/** The row that a key leads to. */
const neighbour = (line: HTMLElement, key: string): HTMLElement | null => {
  const all = line.parentElement?.children
  const to =
    key === 'ArrowDown'
      ? line.nextElementSibling
      : key === 'ArrowUp'
        ? line.previousElementSibling
        : key === 'Home'
          ? all?.[0]
          : key === 'End'
            ? all?.[all.length - 1]
            : null
  return to instanceof HTMLElement ? to : null
}
