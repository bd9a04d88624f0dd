import { Button } from '@mantine/core'
import { IconTableOff } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { EventDefinition, EventTable } from '../../../contract/event-definition.ts'
import { FailureError } from '../../../contract/failure.ts'
import { answerOf, valueOf, type Asked } from '../../state/answer.ts'
import { mayAsk, type Cut } from '../../state/cut.ts'
import { useCut } from '../../state/use-cut.ts'
import { useEvent } from '../../state/use-event.ts'
import { useViewParam, viewHref } from '../../state/use-view.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Known } from '../../ui/known.tsx'
import { useKept } from '../../ui/use-kept.ts'
import { usePlaces } from '../../ui/use-places.ts'
import { ViewFrame } from '../../ui/view-frame.tsx'
import type { RowsPanel } from './panel-buttons.tsx'
import { allColumnsOf, isLoadedAt } from './row-columns.ts'
import { densities, type Density } from './density.ts'
import type { RowReader } from './row-reader.ts'
import { RowsTable } from './rows-table.tsx'
import { readViews, viewsKey, type SavedView } from './saved-views.ts'
import { adaptLayout, isShown, useTableLayout } from './table-layout.ts'
import { useRowChoice } from './use-row-choice.ts'
import { useRowView } from './use-row-view.ts'
import { SenderText } from '../../ui/sender-text.tsx'

/** What was loaded: the event's table as one long list. */
export const RowsView = () => {
  const cut = useCut('database')
  const event = useEvent()
  const places = usePlaces()
  if (event === null || places === null) {
    return (
      <ViewFrame title="Rows">
        <Known answer={answerOf(nothingAsked, cut)} onRetry={() => undefined}>
          {() => null}
        </Known>
      </ViewFrame>
    )
  }
  // For another event, no column, filter or layout applies; for another database, no row.
  return (
    <EventRows
      key={JSON.stringify([event, places.now])}
      event={event}
      place={places.now}
      // The address was made for the connection in use when the page was opened.
      fromAddress={places.now === places.first}
      cut={cut}
    />
  )
}

/** Before the event is known, nothing is asked. */
const nothingAsked: Asked<null> = { data: undefined, error: null, dataUpdatedAt: 0, isPlaceholderData: false }

interface EventRowsProps {
  readonly event: EventDefinition
  readonly place: string
  readonly fromAddress: boolean
  readonly cut: Cut | null
}

const EventRows = ({ event, place, fromAddress, cut }: EventRowsProps) => {
  const all = useMemo(() => allColumnsOf(event), [event])
  const [layout, onLayout] = useTableLayout(event.name, all)
  const [density, onDensity] = useKept('sluice-row-density', readDensity, String)
  const [choice, onChoice] = useRowChoice(`sluice-row-choice-${event.name}-${place}`, all, fromAddress)
  useAskedView(event.name, (saved) => {
    if (saved.density !== undefined) onDensity(saved.density)
    if (saved.layout !== undefined) onLayout(adaptLayout(saved.layout, all))
  })
  const loadedAt = all.some((column) => isLoadedAt(column) && isShown(layout, column))
  const view = useRowView({ connected: mayAsk(cut), columns: all, choice, onChoice, loadedAt, density })
  const [panel, setPanel] = useState<RowsPanel | null>(null)
  const { reader, blocks } = view
  const failure = reader.failure ?? blocks.failure
  const asked: Asked<RowReader> = {
    data: reader.shown ?? undefined,
    error: failure && new FailureError(failure),
    dataUpdatedAt: reader.shownAt,
    isPlaceholderData: view.isStale,
  }
  const answer = answerOf(asked, cut)
  const isEmpty = ({ scope }: RowReader) =>
    reader.counted === 0 &&
    scope.filters.length === 0 &&
    choice.filters.length === 0 &&
    scope.run === null &&
    choice.run === null
  const onRetry = reader.failure === null ? blocks.retry : reader.retry
  const value = valueOf(answer)
  if (value !== null && !isEmpty(value)) {
    return (
      <RowsTable
        {...{ event, all, layout, onLayout, density, onDensity, view, panel, answer, onRetry }}
        onPanel={setPanel}
      />
    )
  }
  return (
    <ViewFrame title="Rows">
      <Known answer={answer} onRetry={onRetry} empty={{ is: isEmpty, show: <NoRows table={event.table} /> }}>
        {() => null}
      </Known>
    </ViewFrame>
  )
}

/** Applies a saved view named in the address, as the palette writes it: its filters are there too, the rest is looked up. */
const useAskedView = (event: string, apply: (view: SavedView) => void): void => {
  const asked = useViewParam('rows', 'view')
  const [heard, hear] = useState<string | null>(null)
  if (asked === heard) return
  hear(asked)
  const view = readViews(localStorage.getItem(viewsKey(event))).find(({ name }) => name === asked)
  if (view !== undefined) apply(view)
}

const readDensity = (text: string | null): Density =>
  densities.find((density) => density === text) ?? 'normal'

const NoRows = ({ table }: { readonly table: EventTable }) => (
  <EmptyState
    Icon={IconTableOff}
    title="No rows yet"
    action={
      <Button component="a" href={viewHref('monitor')} variant="default">
        Open Monitor
      </Button>
    }
  >
    The table <SenderText text={table.name} /> is empty. A run fills it with what waits on the queue.
  </EmptyState>
)
