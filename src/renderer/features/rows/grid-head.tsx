import { VisuallyHidden } from '@mantine/core'
import type { ColumnFiltersState, Header } from '@tanstack/react-table'
import type { Line, rowFeatures } from './columns.tsx'
import { FilterCell } from './filter-cell.tsx'
import { HeaderCell, type HeadActions } from './header-cell.tsx'
import type { RowColumn } from './row-columns.ts'
import { noFilter, type ColumnFilterValue } from './row-filters.ts'
import classes from './rows-grid.module.css'

interface Props {
  readonly headers: readonly Header<typeof rowFeatures, Line>[]
  /** The visible ones, in the order of the headers. */
  readonly columns: readonly RowColumn[]
  readonly numberWidth: number
  readonly filters: ColumnFiltersState
  readonly onFilter: (column: RowColumn, value: ColumnFilterValue) => void
  readonly actions: HeadActions
}

/** The column names, each with its filter below. */
export const GridHead = ({ headers, columns, numberWidth, filters, onFilter, actions }: Props) => {
  const heads = headers.flatMap((header, index) => {
    const column = columns[index]
    const isPinned = header.column.getIsPinned() === 'start'
    const pinnedAt = isPinned ? numberWidth + header.column.getStart('start') : null
    return column === undefined ? [] : { header, column, pinnedAt }
  })
  return (
    <thead className={classes.head}>
      <tr aria-rowindex={1}>
        <th scope="col" className={classes.number}>
          <VisuallyHidden>Number</VisuallyHidden>
        </th>
        {heads.map(({ header, column, pinnedAt }) => (
          <HeaderCell
            key={column.name}
            header={header}
            column={column}
            sorted={header.column.getIsSorted()}
            pinnedAt={pinnedAt}
            actions={actions}
          />
        ))}
      </tr>
      <tr>
        <td className={classes.number} />
        {heads.map(({ column, pinnedAt }) => (
          <td
            key={column.name}
            className={classes.filter}
            data-pinned={pinnedAt !== null || undefined}
            style={pinnedAt === null ? undefined : { left: pinnedAt }}
          >
            {column.filters.length > 0 && (
              <FilterCell
                column={column}
                value={
                  (filters.find(({ id }) => id === column.name)?.value as ColumnFilterValue | undefined) ??
                  noFilter(column)
                }
                onChange={(value) => onFilter(column, value)}
              />
            )}
          </td>
        ))}
      </tr>
    </thead>
  )
}
