import { Button } from '@mantine/core'
import { IconTableOff } from '@tabler/icons-react'
import { useMemo, useState, type ReactNode } from 'react'
import type { EventDefinition, EventTable } from '../../../contract/event-definition.ts'
import { visible } from '../../../contract/visible.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import { useEvent } from '../../state/use-event.ts'
import { viewHref } from '../../state/use-view.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ListFailure } from '../../ui/list-failure.tsx'
import { NotConnected } from '../../ui/not-connected.tsx'
import { useKept } from '../../ui/use-kept.ts'
import { usePlaces } from '../../ui/use-places.ts'
import { ViewFrame } from '../../ui/view-frame.tsx'
import type { RowsPanel } from './panel-buttons.tsx'
import { allColumnsOf, isLoadedAt } from './row-columns.ts'
import { densities, type Density } from './density.ts'
import { RowsTable } from './rows-table.tsx'
import { isShown, useTableLayout } from './table-layout.ts'
import { useRowChoice } from './use-row-choice.ts'
import { useRowView } from './use-row-view.ts'

/** What was loaded: the event's table as one long list. */
export const RowsView = () => {
  const connection = useMonitor((state) => state.snapshot.connection.state)
  const event = useEvent()
  const places = usePlaces()
  const connected = connection === 'connected'
  const unread = connected ? (
    <div aria-busy="true" />
  ) : (
    <NotConnected connecting={connection === 'connecting'} />
  )
  if (event === null || places === null) return <ViewFrame title="Rows">{unread}</ViewFrame>
  // Of another event no column, filter or layout holds, and of another database no row.
  return (
    <EventRows
      key={JSON.stringify([event, places.now])}
      event={event}
      place={places.now}
      // The address was made for what was connected when the page was opened.
      fromAddress={places.now === places.first}
      connected={connected}
      unread={unread}
    />
  )
}

interface EventRowsProps {
  readonly event: EventDefinition
  readonly place: string
  readonly fromAddress: boolean
  readonly connected: boolean
  /** Stands in place of the rows until the first of them are read. */
  readonly unread: ReactNode
}

const EventRows = ({ event, place, fromAddress, connected, unread }: EventRowsProps) => {
  const all = useMemo(() => allColumnsOf(event), [event])
  const [layout, onLayout] = useTableLayout(event.name, all)
  const [density, onDensity] = useKept('sluice-row-density', readDensity, String)
  const [choice, onChoice] = useRowChoice(`sluice-row-choice-${event.name}-${place}`, all, fromAddress)
  const loadedAt = all.some((column) => isLoadedAt(column) && isShown(layout, column))
  const view = useRowView({ connected, columns: all, choice, onChoice, loadedAt, density })
  const [panel, setPanel] = useState<RowsPanel | null>(null)
  const { reader, blocks } = view
  const failure = reader.failure ?? blocks.failure
  if (failure !== null) {
    return (
      <ViewFrame title="Rows">
        <ListFailure failure={failure} onRetry={reader.failure === null ? blocks.retry : reader.retry} />
      </ViewFrame>
    )
  }
  if (reader.shown === null) return <ViewFrame title="Rows">{unread}</ViewFrame>
  const isFiltered = reader.shown.scope.filters.length > 0 || choice.filters.length > 0
  if (reader.counted === 0 && !isFiltered) {
    return (
      <ViewFrame title="Rows">
        <NoRows table={event.table} />
      </ViewFrame>
    )
  }
  return (
    <RowsTable {...{ event, all, layout, onLayout, density, onDensity, view, panel }} onPanel={setPanel} />
  )
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
    The table {visible(table.name)} is empty. A run fills it with what waits on the queue.
  </EmptyState>
)
