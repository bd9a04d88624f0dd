import { Button, Loader } from '@mantine/core'
import { IconZoomCancel } from '@tabler/icons-react'
import { functionalUpdate } from '@tanstack/react-table'
import { useMemo } from 'react'
import type { EventDefinition } from '../../../contract/event-definition.ts'
import { failureOf } from '../../state/commands.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { showFailure } from '../../ui/toast.tsx'
import { ViewFrame } from '../../ui/view-frame.tsx'
import { ExportMenu } from '../export/export-menu.tsx'
import type { Line } from './columns.tsx'
import { ColumnsMenu } from './columns-menu.tsx'
import { copyRows, CopyMenu, mostCopied } from './copy-menu.tsx'
import { FilterChips } from './filter-chips.tsx'
import { PanelButtons, type RowsPanel } from './panel-buttons.tsx'
import { rowColumnsOf, type RowColumn } from './row-columns.ts'
import { setFilter } from './row-filters.ts'
import { RowPanel } from './row-panel.tsx'
import { isOneCell, rangeOf, rowsOf, type Range } from './row-selection.ts'
import type { RowForm } from './row-text.ts'
import { RowsFoot } from './rows-foot.tsx'
import { RowsGrid } from './rows-grid.tsx'
import classes from './rows-view.module.css'
import { selectionWords } from './selection-words.ts'
import { SortNotice } from './sort-notice.tsx'
import { SummaryPanel } from './summary-panel.tsx'
import { columnsInOrder, useTableLayout } from './table-layout.ts'
import type { RowView } from './use-row-view.ts'

interface Props {
  readonly event: EventDefinition
  readonly view: RowView
  readonly panel: RowsPanel | null
  readonly onPanel: (panel: RowsPanel | null) => void
}

/** The rows with what can be done to them, and the panel beside them. */
export const RowsTable = ({ event, view, panel, onPanel }: Props) => {
  const { choice, change, selection, reader, scroll, blocks, control } = view
  const all = useMemo(() => rowColumnsOf(event), [event])
  const [layout, setLayout] = useTableLayout(event.name, all)
  const { order, visibility, pinned } = layout
  // The same list while a width is dragged, so that the drag goes on.
  const columns = useMemo(
    () => columnsInOrder({ order, visibility, pinned }, all),
    [order, visibility, pinned, all],
  )
  const lines = useLines(view)
  const range = selection === null ? null : rangeOf(selection, columns.length)
  const picked = selection === null ? null : blocks.rowAt(selection.focus.row)
  const mayCopy = range !== null && rowsOf(range) <= mostCopied
  const copy = (form: RowForm): void => {
    if (range !== null && mayCopy) copyRange({ event, view, columns, range, form })
  }
  const words = range === null ? null : selectionWords(range, columns.length, mostCopied)
  const filter = (column: RowColumn, value: Parameters<typeof setFilter>[2]): void =>
    change({ filters: setFilter(choice.filters, column, value) })
  return (
    <ViewFrame
      title="Rows"
      aside={<Aside view={view} />}
      tools={
        <>
          <PanelButtons open={panel} hasRow={picked !== null} onOpen={onPanel} />
          <CopyMenu what={mayCopy ? words : null} onCopy={copy} />
          <ExportMenu subject={{ what: 'rows', sort: view.sort, filters: [...view.rowFilters] }} />
          <ColumnsMenu columns={all} layout={layout} onChange={setLayout} control={control} />
        </>
      }
    >
      <div className={classes.body} data-panel={panel !== null || undefined}>
        <div className={classes.list}>
          <div>
            {choice.filters.length > 0 && (
              <FilterChips filters={choice.filters} onChange={(filters) => change({ filters })} />
            )}
            {view.slowColumn !== null && <SortNotice column={view.slowColumn} control={control} />}
          </div>
          <RowsGrid
            all={all}
            columns={columns}
            lines={lines}
            total={reader.total}
            counted={reader.counted}
            scroll={scroll}
            sorting={choice.sorting}
            filters={choice.filters}
            onSorting={(updater) => change({ sorting: functionalUpdate(updater, choice.sorting) })}
            onFilter={filter}
            layout={layout}
            onLayout={setLayout}
            selection={selection}
            onSelection={view.setSelection}
            openedId={panel === 'row' ? (picked?.id ?? null) : null}
            onOpen={() => onPanel('row')}
            onCopy={() => copy('TSV')}
            stale={view.isStale}
            empty={
              <EmptyState Icon={IconZoomCancel} title="No row matches">
                The filters let nothing through. Switch one off above to see more.
              </EmptyState>
            }
          />
          <RowsFoot
            inSight={scroll.inSight}
            counted={reader.counted}
            about={choice.filters.length > 0 ? null : (control.indexes?.estimatedRows ?? null)}
            isCounting={reader.isCounting}
            onCount={view.count}
            onStop={view.giveUp}
            selected={range === null || isOneCell(range) ? null : words}
            onRefresh={view.refresh}
          />
        </div>
        {panel === 'summary' && (
          <SummaryPanel
            columns={all.filter(({ isSummed }) => isSummed)}
            filters={view.rowFilters}
            onPick={(column, value) =>
              filter(column, value ? { how: 'is', text: value } : { how: 'empty', text: '' })
            }
            onClose={() => onPanel(null)}
          />
        )}
        {panel === 'row' && (
          <RowPanel
            key={picked?.id}
            id={picked?.id ?? null}
            table={event.table}
            columns={all}
            onClose={() => onPanel(null)}
          />
        )}
      </div>
    </ViewFrame>
  )
}

/** A line for each row in sight, read or not. */
const useLines = ({ scroll, blocks: { rowAt } }: RowView): readonly Line[] => {
  const { first, count } = scroll.inSight
  return useMemo(
    () => Array.from({ length: count }, (_, at) => ({ index: first + at, row: rowAt(first + at) })),
    [first, count, rowAt],
  )
}

interface Copied {
  readonly event: EventDefinition
  readonly view: RowView
  /** Those on show. */
  readonly columns: readonly RowColumn[]
  readonly range: Range
  readonly form: RowForm
}

const copyRange = ({ event: { table }, view, columns, range, form }: Copied): void => {
  const chosen = columns.slice(range.firstColumn, range.lastColumn + 1)
  view.blocks.readRange(range.firstRow, range.lastRow).then(
    (rows) => copyRows({ rows, columns: chosen, table }, form),
    (error: unknown) => showFailure(failureOf(error instanceof Error ? error : new Error('unknown'))),
  )
}

/** What the list is doing, or the order that nobody has changed. */
const Aside = ({ view }: { readonly view: RowView }) => {
  if (view.isWaiting) {
    return (
      <span className={classes.waiting} role="status">
        <Loader size={14} color="var(--accent)" aria-hidden />
        Reading all rows
        <Button variant="subtle" size="compact-xs" onClick={view.giveUp}>
          Cancel
        </Button>
      </span>
    )
  }
  return view.choice.sorting.length === 0 ? 'Newest first' : null
}
