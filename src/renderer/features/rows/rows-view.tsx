import { Button, Loader } from '@mantine/core'
import { IconChartBar, IconLayoutSidebarRight, IconTableOff, IconZoomCancel } from '@tabler/icons-react'
import { functionalUpdate } from '@tanstack/react-table'
import { useMemo, useState } from 'react'
import { failureOf } from '../../state/commands.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import { viewHref } from '../../state/use-view.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ListFailure } from '../../ui/list-failure.tsx'
import { NotConnected } from '../../ui/not-connected.tsx'
import { showFailure } from '../../ui/toast.tsx'
import { ViewFrame } from '../../ui/view-frame.tsx'
import { ExportMenu } from '../export/export-menu.tsx'
import type { Line } from './columns.tsx'
import { ColumnsMenu } from './columns-menu.tsx'
import { copyRows, CopyMenu, mostCopied } from './copy-menu.tsx'
import { FilterChips } from './filter-chips.tsx'
import { setFilter } from './row-filters.ts'
import { RowPanel } from './row-panel.tsx'
import { isOneCell, rangeOf, rowsOf } from './row-selection.ts'
import type { RowForm } from './row-text.ts'
import { RowsFoot } from './rows-foot.tsx'
import { RowsGrid } from './rows-grid.tsx'
import classes from './rows-view.module.css'
import { selectionWords } from './selection-words.ts'
import { SortNotice } from './sort-notice.tsx'
import { SummaryPanel } from './summary-panel.tsx'
import { columnsInOrder, useTableLayout } from './table-layout.ts'
import { useRowView } from './use-row-view.ts'

/** What was loaded: the table `user_logins` as one long list. */
export const RowsView = () => {
  const connection = useMonitor((state) => state.snapshot.connection.state)
  const connected = connection === 'connected'
  const view = useRowView(connected)
  const { choice, change, selection, reader, scroll, blocks, control } = view
  const [layout, setLayout] = useTableLayout()
  const [panel, setPanel] = useState<'row' | 'summary' | null>(null)
  const { first, count } = scroll.inSight
  const { rowAt } = blocks
  const lines = useMemo(
    (): readonly Line[] =>
      Array.from({ length: count }, (_, at) => ({ index: first + at, row: rowAt(first + at) })),
    [first, count, rowAt],
  )
  const failure = reader.failure ?? blocks.failure

  if (failure !== null) {
    return (
      <ViewFrame title="Rows">
        <ListFailure failure={failure} onRetry={reader.failure === null ? blocks.retry : reader.retry} />
      </ViewFrame>
    )
  }
  if (reader.shown === null) {
    return (
      <ViewFrame title="Rows">
        {connected ? <div aria-busy="true" /> : <NotConnected connecting={connection === 'connecting'} />}
      </ViewFrame>
    )
  }
  if (reader.counted === 0 && reader.shown.scope.filters.length === 0 && choice.filters.length === 0) {
    return (
      <ViewFrame title="Rows">
        <NoRows />
      </ViewFrame>
    )
  }

  const columns = columnsInOrder(layout)
  const range = selection === null ? null : rangeOf(selection, columns.length)
  const picked = selection === null ? null : rowAt(selection.focus.row)
  const mayCopy = range !== null && rowsOf(range) <= mostCopied
  const copy = (form: RowForm): void => {
    if (range === null || !mayCopy) return
    const chosen = columns.slice(range.firstColumn, range.lastColumn + 1)
    blocks.readRange(range.firstRow, range.lastRow).then(
      (rows) => copyRows(rows, form, chosen),
      (error: unknown) => showFailure(failureOf(error instanceof Error ? error : new Error('unknown'))),
    )
  }
  const words = range === null ? null : selectionWords(range, columns.length, mostCopied)
  return (
    <ViewFrame
      title="Rows"
      aside={
        view.isWaiting ? (
          <Waiting onCancel={view.giveUp} />
        ) : choice.sorting.length === 0 ? (
          'Newest first'
        ) : null
      }
      tools={
        <>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconLayoutSidebarRight size={14} aria-hidden />}
            className={classes.toggle}
            aria-pressed={panel === 'row'}
            disabled={picked === null && panel !== 'row'}
            onClick={() => setPanel(panel === 'row' ? null : 'row')}
          >
            Details
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconChartBar size={14} aria-hidden />}
            className={classes.toggle}
            aria-pressed={panel === 'summary'}
            onClick={() => setPanel(panel === 'summary' ? null : 'summary')}
          >
            Summary
          </Button>
          <CopyMenu what={mayCopy ? words : null} onCopy={copy} />
          <ExportMenu subject={{ what: 'rows', sort: view.sort, filters: [...view.rowFilters] }} />
          <ColumnsMenu layout={layout} onChange={setLayout} control={control} />
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
            lines={lines}
            total={reader.total}
            counted={reader.counted}
            scroll={scroll}
            sorting={choice.sorting}
            filters={choice.filters}
            onSorting={(updater) => change({ sorting: functionalUpdate(updater, choice.sorting) })}
            onFilter={(column, value) => change({ filters: setFilter(choice.filters, column, value) })}
            layout={layout}
            onLayout={setLayout}
            selection={selection}
            onSelection={view.setSelection}
            openedId={panel === 'row' ? (picked?.id ?? null) : null}
            onOpen={() => setPanel('row')}
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
            filters={view.rowFilters}
            onPick={(column, value) =>
              change({
                filters: setFilter(
                  choice.filters,
                  column,
                  value === null || value === '' ? { how: 'empty', text: '' } : { how: 'is', text: value },
                ),
              })
            }
            onClose={() => setPanel(null)}
          />
        )}
        {panel === 'row' && (
          <RowPanel key={picked?.id} id={picked?.id ?? null} onClose={() => setPanel(null)} />
        )}
      </div>
    </ViewFrame>
  )
}

const Waiting = ({ onCancel }: { readonly onCancel: () => void }) => (
  <span className={classes.waiting} role="status">
    <Loader size={14} color="var(--accent)" aria-hidden />
    Reading all rows
    <Button variant="subtle" size="compact-xs" onClick={onCancel}>
      Cancel
    </Button>
  </span>
)

const NoRows = () => (
  <EmptyState
    Icon={IconTableOff}
    title="No rows yet"
    action={
      <Button component="a" href={viewHref('monitor')} variant="default">
        Open Monitor
      </Button>
    }
  >
    The table user_logins is empty. A run fills it with what waits on the queue.
  </EmptyState>
)
