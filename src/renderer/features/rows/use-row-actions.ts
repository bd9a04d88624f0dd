import type { EventDefinition } from '../../../contract/event-definition.ts'
import type { ExportSubject } from '../../../contract/exports.ts'
import { visible } from '../../../contract/visible.ts'
import { formatCount } from '../../../contract/amount.ts'
import { momentIn } from '../../format/time.ts'
import { failureOf } from '../../state/commands.ts'
import { useMonitorContext } from '../../state/monitor-context.tsx'
import { showFailure } from '../../ui/toast.tsx'
import { useTimeZone } from '../../ui/use-time-zone.ts'
import { runExport } from '../export/run-export.ts'
import { copyRows, mostCopied, offerExport } from './copy-menu.tsx'
import { fittingWidth } from './fit-column.ts'
import { numberWidthOf } from './grid-line.tsx'
import { valueIn, type RowColumn } from './row-columns.ts'
import { noFilter, setFilter, type ColumnFilterValue } from './row-filters.ts'
import { isOneCell, rangeOf, rowsOf } from './row-selection.ts'
import type { RowForm } from './row-text.ts'
import { selectionWords } from './selection-words.ts'
import { dropColumn, shareWidth, type TableLayout } from './table-layout.ts'
import type { RowView } from './use-row-view.ts'

interface Acted {
  readonly event: EventDefinition
  readonly all: readonly RowColumn[]
  /** The visible ones, in order. */
  readonly columns: readonly RowColumn[]
  readonly layout: TableLayout
  readonly onLayout: (change: Partial<TableLayout>) => void
  readonly view: RowView
}

/** Actions on the rows, from menus and keys alike, and what they apply to. */
export const useRowActions = ({ event, all, columns, layout, onLayout, view }: Acted) => {
  const { client } = useMonitorContext()
  const zone = useTimeZone()
  const { change, selection, reader, blocks, scroll } = view
  const range = selection === null ? null : rangeOf(selection, columns.length)
  const { run } = view.choice
  const subject: ExportSubject = {
    ...{ what: 'rows', sort: view.sort, filters: [...view.rowFilters] },
    ...(run === null ? {} : { run }),
  }

  const copy = (form: RowForm): void => {
    if (range === null) return
    const rows = rowsOf(range)
    if (rows > mostCopied)
      return offerExport(rows, reader.counted, (format) => void runExport(client, subject, format))
    const chosen = columns.slice(range.firstColumn, range.lastColumn + 1)
    blocks.readRange(range.firstRow, range.lastRow).then(
      (read) => copyRows({ rows: read, columns: chosen, table: event.table }, form, columns.length),
      (error: unknown) => showFailure(failureOf(error instanceof Error ? error : new Error('unknown'))),
    )
  }

  /** @param value undefined removes the filter */
  const filter = (column: RowColumn, value: ColumnFilterValue | undefined): void =>
    change(({ filters }) => ({ filters: setFilter(filters, column, value ?? noFilter(column)) }))

  /** As wide as its visible content; the others keep their widths. */
  const fit = (column: RowColumn): void => {
    const { first, count } = scroll.inSight
    const values = Array.from({ length: count }, (_, at) => blocks.rowAt(first + at)).flatMap((row) => {
      const value = row === null ? null : valueIn(row, column)
      return value === null ? [] : [visible(column.isMoment ? momentIn(zone, value) : value)]
    })
    const sizing = shareWidth(layout, all, scroll.width - numberWidthOf(scroll.total))
    onLayout({ sizing: { ...sizing, [column.name]: fittingWidth(column, values) } })
  }

  const about = view.control.indexes?.estimatedRows ?? 0
  const isUnfiltered = view.rowFilters.length === 0 && run === null
  return {
    range,
    subject,
    copy,
    filter,
    fit,
    drop: (column: string, onto: string) => onLayout(dropColumn(layout, column, onto)),
    /** The selection in words; null for none. */
    words: range === null ? null : selectionWords(range, columns.length, mostCopied),
    isOneCell: range === null || isOneCell(range),
    /** How many rows there are, in words; null if unknown. */
    count:
      reader.counted !== null
        ? formatCount(reader.counted)
        : isUnfiltered && about > 0
          ? `about ${formatCount(about)}`
          : null,
  }
}

export type RowActions = ReturnType<typeof useRowActions>
