import { IconZoomCancel } from '@tabler/icons-react'
import { functionalUpdate } from '@tanstack/react-table'
import { useMemo } from 'react'
import { EmptyState } from '../../ui/empty-state.tsx'
import type { Line } from './columns.tsx'
import { FilterChips } from './filter-chips.tsx'
import type { RowColumn } from './row-columns.ts'
import type { OpenMenu } from './row-menus.tsx'
import { RowsFoot } from './rows-foot.tsx'
import { RowsGrid } from './rows-grid.tsx'
import classes from './rows-view.module.css'
import { SortNotice } from './sort-notice.tsx'
import type { TableLayout } from './table-layout.ts'
import type { RowActions } from './use-row-actions.ts'
import type { RowView } from './use-row-view.ts'

interface Props {
  readonly all: readonly RowColumn[]
  /** The visible ones, in order. */
  readonly columns: readonly RowColumn[]
  readonly layout: TableLayout
  readonly onLayout: (change: Partial<TableLayout>) => void
  readonly view: RowView
  readonly actions: RowActions
  /** The row that is open beside the table. */
  readonly openedId: string | null
  readonly onOpen: () => void
  readonly onMenu: (menu: OpenMenu) => void
}

/** The table, with the filters above it and the count below. */
export const RowsList = ({ all, columns, layout, onLayout, view, actions, ...props }: Props) => {
  const { choice, change, selection, setSelection, reader, scroll } = view
  const lines = useLines(view)
  return (
    <div className={classes.list}>
      <div>
        {(choice.filters.length > 0 || choice.run !== null) && (
          <FilterChips columns={all} filters={choice.filters} run={choice.run} onChange={change} />
        )}
        {view.slowColumn !== null && (
          <SortNotice column={view.slowColumn} count={actions.count} control={view.control} />
        )}
      </div>
      <RowsGrid
        {...{ all, columns, lines, scroll, layout, onLayout, selection }}
        counted={reader.counted}
        sorting={choice.sorting}
        filters={choice.filters}
        onSorting={(updater) => change({ sorting: functionalUpdate(updater, choice.sorting) })}
        onFilter={actions.filter}
        onSelection={setSelection}
        openedId={props.openedId}
        onOpen={props.onOpen}
        onCopy={() => actions.copy('TSV')}
        onCountFor={view.countFor}
        waited={view.waited}
        onWaited={view.onWaited}
        headActions={{
          onMenu: (at, column) => props.onMenu({ of: 'head', at, column }),
          onFit: actions.fit,
          onDrop: actions.drop,
        }}
        onCellMenu={(at, cell) => props.onMenu({ of: 'cell', at, cell })}
        stale={view.isStale}
        empty={
          <EmptyState Icon={IconZoomCancel} title="No row matches">
            Switch a filter off above to see more.
          </EmptyState>
        }
      />
      <RowsFoot
        inSight={scroll.wholeInSight}
        counted={reader.counted}
        count={actions.count}
        isCounting={reader.isCounting}
        onCount={view.count}
        onStop={view.giveUp}
        selected={actions.isOneCell ? null : actions.words}
        onRefresh={view.refresh}
      />
    </div>
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
