import { Button, Loader } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { EventDefinition } from '../../../contract/event-definition.ts'
import type { Answer } from '../../state/answer.ts'
import { Dated } from '../../ui/known.tsx'
import { useEscape } from '../../ui/use-escape.ts'
import { useFindKey } from '../../ui/use-find-key.ts'
import { ViewFrame } from '../../ui/view-frame.tsx'
import { ExportMenu } from '../export/export-menu.tsx'
import { ColumnsMenu } from './columns-menu.tsx'
import { CopyMenu } from './copy-menu.tsx'
import { filterFieldId } from './filter-cell.tsx'
import { PanelButtons, type RowsPanel } from './panel-buttons.tsx'
import { readChoice, writeChoice } from './row-choice.ts'
import { isOwn, type RowColumn } from './row-columns.ts'
import { RowMenus, type OpenMenu } from './row-menus.tsx'
import { RowPanel } from './row-panel.tsx'
import type { Density } from './density.ts'
import type { RowReader } from './row-reader.ts'
import type { Selection } from './row-selection.ts'
import { RowsList } from './rows-list.tsx'
import classes from './rows-view.module.css'
import { addView, readViews, viewsKey } from './saved-views.ts'
import { SummaryPanel } from './summary-panel.tsx'
import { adaptLayout, columnsInOrder, type TableLayout } from './table-layout.ts'
import { useKept } from '../../ui/use-kept.ts'
import { useRowActions } from './use-row-actions.ts'
import type { RowView } from './use-row-view.ts'
import { ViewMenu } from './view-menu.tsx'

interface Props {
  readonly event: EventDefinition
  readonly all: readonly RowColumn[]
  readonly layout: TableLayout
  readonly onLayout: (change: Partial<TableLayout>) => void
  readonly density: Density
  readonly onDensity: (density: Density) => void
  readonly view: RowView
  readonly panel: RowsPanel | null
  readonly onPanel: (panel: RowsPanel | null) => void
  /** What is known of the rows, which says whether they are of now. */
  readonly answer: Answer<RowReader>
  readonly onRetry: () => void
}

/** The rows with their actions, and the panel beside them. */
export const RowsTable = (props: Props) => {
  const { event, all, layout, onLayout, view, panel, onPanel } = props
  const { selection, setSelection, blocks } = view
  const { order, visibility, pinned } = layout
  // The same list while a width is dragged, so that the drag continues.
  const columns = useMemo(
    () => columnsInOrder({ order, visibility, pinned }, all),
    [order, visibility, pinned, all],
  )
  const actions = useRowActions({ event, all, columns, layout, onLayout, view })
  const [menu, setMenu] = useState<OpenMenu | null>(null)
  const picked = selection === null ? null : blocks.rowAt(selection.focus.row)
  useEscape(selection !== null, () => setSelection(null))
  useFindFilter(columns, selection)
  return (
    <ViewFrame
      title="Rows"
      aside={<Aside view={view} />}
      tools={<Tools {...props} actions={actions} hasRow={picked !== null} />}
    >
      <Dated answer={props.answer} onRetry={props.onRetry}>
        <div className={classes.body} data-panel={panel !== null || undefined}>
          <RowsList
            {...{ all, columns, layout, onLayout, view, actions }}
            openedId={panel === 'row' ? (picked?.id ?? null) : null}
            onOpen={() => onPanel('row')}
            onMenu={setMenu}
          />
          <Panel {...props} rowId={picked?.id ?? null} onFilter={actions.filter} />
        </div>
      </Dated>
      <RowMenus
        {...{ menu, view, actions, layout, onLayout, columns: all, shown: columns }}
        onOpenRow={() => onPanel('row')}
        // The menu returns the focus when it closes.
        onFilter={(column) => setTimeout(() => goToFilter(column), 50)}
        onClose={() => setMenu(null)}
      />
    </ViewFrame>
  )
}

const goToFilter = ({ name }: RowColumn): void => document.getElementById(filterFieldId(name))?.focus()

/** The find key moves the focus to the filter of the selected column, or else to the first. */
const useFindFilter = (columns: readonly RowColumn[], selection: Selection | null): void =>
  useFindKey(() => {
    const mayBeFound = columns.filter(({ filters }) => filters.length > 0)
    const at = selection === null ? undefined : columns[selection.focus.column]
    const found = mayBeFound.find((column) => column === at) ?? mayBeFound[0]
    if (found !== undefined) goToFilter(found)
  })

interface ToolsProps extends Props {
  readonly actions: ReturnType<typeof useRowActions>
  readonly hasRow: boolean
}

const Tools = ({
  event,
  all,
  layout,
  onLayout,
  view,
  panel,
  onPanel,
  actions,
  hasRow,
  ...props
}: ToolsProps) => {
  const [views, setViews] = useKept(viewsKey(event.name), readViews, JSON.stringify)
  return (
    <>
      <PanelButtons open={panel} hasRow={hasRow} onOpen={onPanel} />
      <CopyMenu what={actions.words} onCopy={actions.copy} />
      <ExportMenu subject={actions.subject} count={view.reader.counted} />
      <ColumnsMenu columns={all} layout={layout} onChange={onLayout} control={view.control} />
      <ViewMenu
        density={props.density}
        onDensity={props.onDensity}
        views={views}
        onSave={(name) => {
          const { density } = props
          setViews(addView(views, { name, query: writeChoice(view.choice), density, layout }))
        }}
        onApply={(saved) => {
          view.change(readChoice(saved.query, all))
          if (saved.density !== undefined) props.onDensity(saved.density)
          if (saved.layout !== undefined) onLayout(adaptLayout(saved.layout, all))
        }}
        onRemove={({ name }) => setViews(views.filter((other) => other.name !== name))}
      />
    </>
  )
}

interface PanelProps extends Props {
  readonly rowId: string | null
  readonly onFilter: ReturnType<typeof useRowActions>['filter']
}

/** The panel beside the rows, if one is open. */
const Panel = ({ event, all, view, panel, onPanel, rowId, onFilter }: PanelProps) => {
  const onClose = () => onPanel(null)
  if (panel === 'row')
    return (
      <RowPanel key={rowId} id={rowId} table={event.table} columns={all.filter(isOwn)} onClose={onClose} />
    )
  if (panel === null) return null
  return (
    <SummaryPanel
      columns={all.filter(({ isSummed }) => isSummed)}
      filters={view.rowFilters}
      run={view.choice.run}
      onPick={(column, value) =>
        onFilter(
          column,
          value === undefined ? undefined : value ? { how: 'is', text: value } : { how: 'empty', text: '' },
        )
      }
      onClose={onClose}
    />
  )
}

/** What the list is doing, or the default order. */
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
  return view.choice.sorting.length === 0 ? <span className={classes.order}>Newest first</span> : null
}
