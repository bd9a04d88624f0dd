import { useMemo } from 'react'
import { useTimeZone } from '../../ui/use-time-zone.ts'
import { GridLine } from './grid-line.tsx'
import type { RowColumn } from './row-columns.ts'
import { rangeOf, type Selection } from './row-selection.ts'
import type { TableLayout } from './table-layout.ts'
import type { GridTable } from './use-grid-table.ts'

interface Shown {
  /** The visible ones, in order. */
  readonly columns: readonly RowColumn[]
  readonly layout: TableLayout
  readonly selection: Selection | null
  /** The row that is open beside the table. */
  readonly openedId: string | null
}

/** The lines in sight. They are rendered again only when something on them changes, not with every frame of scrolling. */
export const useGridLines = (
  { table, numberWidth }: GridTable,
  { columns, layout, selection, openedId }: Shown,
) => {
  const zone = useTimeZone()
  const { rows } = table.getRowModel()
  const widths = table
    .getFlatHeaders()
    .map((header) => header.getSize())
    .join(' ')
  return useMemo(
    () => {
      const range = selection === null ? null : rangeOf(selection, columns.length)
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
            opened={row !== null && row.id === openedId}
            zone={zone}
          />
        )
      })
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the lines read the pinned columns from the table, which stays the same object
    [rows, numberWidth, widths, columns, selection, openedId, layout.pinned, zone],
  )
}
