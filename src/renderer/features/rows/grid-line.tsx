import type { Row } from '@tanstack/react-table'
import { visible } from '../../../contract/visible.ts'
import { formatCount } from '../../../contract/amount.ts'
import { momentIn, type TimeZone } from '../../format/time.ts'
import type { Line, rowFeatures } from './columns.tsx'
import { fitText } from './fit-text.ts'
import type { RowColumn } from './row-columns.ts'
import classes from './rows-grid.module.css'

interface Props {
  readonly line: Row<typeof rowFeatures, Line>
  /** The visible ones, in order. */
  readonly columns: readonly RowColumn[]
  readonly numberWidth: number
  /** The width of each column, in pixels. */
  readonly widths: readonly number[]
  /** The selected columns of this row; null for none. */
  readonly selected: { readonly first: number; readonly last: number } | null
  /** The column of the active cell, if it is in this row. */
  readonly active: number | null
  /** Whether the row is open beside the table. */
  readonly opened: boolean
  readonly zone: TimeZone
}

/** The width of the column of row numbers for this many rows, in pixels. */
export const numberWidthOf = (total: number): number => 36 + 7.5 * Math.max(3, formatCount(total).length)

/** The id of a cell in the page, by which the table marks the active cell. */
export const cellId = (row: number, column: number): string => `row-${row}-${column}`

/** One row of the table, with one element per cell and no more, since it is redrawn with every frame of scrolling. */
export const GridLine = ({ line, columns, numberWidth, widths, selected, active, opened, zone }: Props) => {
  const { index, row } = line.original
  return (
    <tr
      aria-rowindex={index + 2}
      data-index={index}
      data-odd={index % 2 === 1 || undefined}
      aria-current={opened || undefined}
      aria-busy={row === null || undefined}
    >
      <th
        scope="row"
        role="rowheader"
        className={classes.number}
        data-selected={(selected?.first === 0 && selected.last === columns.length - 1) || undefined}
      >
        {formatCount(index + 1)}
      </th>
      {line.getVisibleCells().map((cell, column) => {
        const { look, isMoment } = columns[column] ?? { look: 'text', isMoment: false }
        const pinned = cell.column.getIsPinned() === 'start'
        const text = cell.getValue() as string | null
        const value = text === null ? null : visible(isMoment ? momentIn(zone, text) : text)
        const isSelected = selected !== null && column >= selected.first && column <= selected.last
        return (
          <td
            key={cell.id}
            id={cellId(index, column)}
            role="gridcell"
            data-column={column}
            data-look={look}
            data-empty={value === null || undefined}
            data-pinned={pinned || undefined}
            data-active={column === active || undefined}
            aria-selected={isSelected}
            title={value ?? undefined}
            style={pinned ? { left: numberWidth + cell.column.getStart('start') } : undefined}
          >
            {row === null
              ? ''
              : value === null
                ? '–'
                : look === 'id'
                  ? fitText(value, widths[column] ?? 0)
                  : value}
          </td>
        )
      })}
    </tr>
  )
}
