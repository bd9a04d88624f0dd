import { Button } from '@mantine/core'
import { IconChartBar, IconTableOff, IconZoomCancel } from '@tabler/icons-react'
import type { ColumnFiltersState, SortingState } from '@tanstack/react-table'
import { useState } from 'react'
import { failureOf } from '../../state/commands.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import { viewHref } from '../../state/use-view.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ListFailure } from '../../ui/list-failure.tsx'
import { NotConnected } from '../../ui/not-connected.tsx'
import { Pager } from '../../ui/pager.tsx'
import { useCursorStack } from '../../ui/use-cursor-stack.ts'
import { ViewFrame } from '../../ui/view-frame.tsx'
import type { RowCursor, RowFilter } from '../../../contract/rows.ts'
import { ExportMenu } from '../export/export-menu.tsx'
import { isLoginColumn } from './columns.tsx'
import { toRowFilter, type ColumnFilterValue } from './row-filters.ts'
import { ColumnsMenu } from './columns-menu.tsx'
import { copyRows, CopyMenu } from './copy-menu.tsx'
import { RowPanel } from './row-panel.tsx'
import { RowsTable } from './rows-table.tsx'
import classes from './rows-view.module.css'
import { SummaryPanel } from './summary-panel.tsx'
import { useTableLayout } from './table-layout.ts'
import { newestFirst, rowPageSize, useRowCount, useRowPage, type RowSort } from './use-rows.ts'

/** What was loaded: the table `user_logins`, page by page. */
export const RowsView = () => {
  const connection = useMonitor((state) => state.snapshot.connection.state)
  const connected = connection === 'connected'
  const [sorting, setSorting] = useState<SortingState>([])
  const [columnFilters, setColumnFilters] = useState<ColumnFiltersState>([])
  const sort = sortOf(sorting)
  const filters = filtersOf(columnFilters)
  const pages = useCursorStack<RowCursor>(JSON.stringify([sort, filters]))
  const query = useRowPage({ sort, filters, after: pages.cursor }, connected)
  const count = useRowCount(filters, connected)
  const page = query.data
  const [layout, setLayout] = useTableLayout()
  const [panel, setPanel] = useState<{ readonly row: string } | 'summary' | null>(null)
  const next = query.isPlaceholderData ? null : (page?.next ?? null)

  if (page === undefined) {
    return (
      <ViewFrame title="Rows">
        {query.isError ? (
          <ListFailure failure={failureOf(query.error)} onRetry={() => void query.refetch()} />
        ) : connected ? (
          <div aria-busy="true" />
        ) : (
          <NotConnected connecting={connection === 'connecting'} />
        )}
      </ViewFrame>
    )
  }

  if (page.rows.length === 0 && pages.index === 0 && filters.length === 0) {
    return (
      <ViewFrame title="Rows">
        <NoRows />
      </ViewFrame>
    )
  }

  const clear = (
    <Button variant="default" size="compact-sm" onClick={() => setColumnFilters([])}>
      Clear filters
    </Button>
  )
  return (
    <ViewFrame
      title="Rows"
      aside={sorting.length === 0 ? 'Newest first' : null}
      tools={
        <>
          {filters.length > 0 && clear}
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconChartBar size={14} aria-hidden />}
            aria-pressed={panel === 'summary'}
            onClick={() => setPanel(panel === 'summary' ? null : 'summary')}
          >
            Summary
          </Button>
          <CopyMenu rows={page.rows} />
          <ExportMenu subject={{ what: 'rows', sort, filters: [...filters] }} />
          <ColumnsMenu layout={layout} onChange={setLayout} />
          <Pager
            from={pages.index * rowPageSize}
            shown={page.rows.length}
            total={count.isPlaceholderData ? null : (count.data?.count ?? null)}
            onPrevious={pages.index > 0 ? pages.back : null}
            onNext={next === null ? null : () => pages.forward(next)}
          />
        </>
      }
    >
      <div className={classes.body} data-panel={panel !== null || undefined}>
        <RowsTable
          rows={page.rows}
          sorting={sorting}
          filters={columnFilters}
          onSorting={setSorting}
          onFilters={setColumnFilters}
          layout={layout}
          onLayout={setLayout}
          picked={panel !== null && panel !== 'summary' ? panel.row : null}
          onPick={(row) => setPanel({ row })}
          onCopy={(row) => void copyRows([row], 'TSV')}
          stale={query.isPlaceholderData}
          empty={
            <EmptyState Icon={IconZoomCancel} title="No row matches" action={clear}>
              The filters in the head of the table let nothing through.
            </EmptyState>
          }
        />
        {panel === 'summary' && (
          <SummaryPanel
            filters={filters}
            onPick={(column, value) => setColumnFilters(withFilter(columnFilters, column, value))}
            onClose={() => setPanel(null)}
          />
        )}
        {panel !== null && panel !== 'summary' && (
          <RowPanel key={panel.row} id={panel.row} onClose={() => setPanel(null)} />
        )}
      </div>
    </ViewFrame>
  )
}

const sortOf = (sorting: SortingState): RowSort => {
  const [first] = sorting
  return first !== undefined && isLoginColumn(first.id)
    ? { column: first.id, descending: first.desc }
    : newestFirst
}

/** The filters with one column held to a value; a value that is none is looked for as empty. */
const withFilter = (state: ColumnFiltersState, id: string, value: string | null): ColumnFiltersState => {
  const filter: ColumnFilterValue =
    value === null || value === '' ? { how: 'empty', text: '' } : { how: 'is', text: value }
  return [...state.filter((other) => other.id !== id), { id, value: filter }]
}

const filtersOf = (state: ColumnFiltersState): readonly RowFilter[] =>
  state.flatMap(({ id, value }) => {
    const filter = isLoginColumn(id) ? toRowFilter(id, value as ColumnFilterValue) : null
    return filter === null ? [] : [filter]
  })

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
