import { Button } from '@mantine/core'
import { IconTableOff } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import type { EventDefinition, EventTable } from '../../../contract/event-definition.ts'
import { visible } from '../../../contract/visible.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import { useEvent } from '../../state/use-event.ts'
import { viewHref } from '../../state/use-view.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ListFailure } from '../../ui/list-failure.tsx'
import { NotConnected } from '../../ui/not-connected.tsx'
import { ViewFrame } from '../../ui/view-frame.tsx'
import type { RowsPanel } from './panel-buttons.tsx'
import { RowsTable } from './rows-table.tsx'
import { useRowView } from './use-row-view.ts'

/** What was loaded: the event's table as one long list. */
export const RowsView = () => {
  const connection = useMonitor((state) => state.snapshot.connection.state)
  const event = useEvent()
  const connected = connection === 'connected'
  const unread = connected ? (
    <div aria-busy="true" />
  ) : (
    <NotConnected connecting={connection === 'connecting'} />
  )
  if (event === null) return <ViewFrame title="Rows">{unread}</ViewFrame>
  // Of another event no column, filter or layout holds.
  return <EventRows key={JSON.stringify(event)} event={event} connected={connected} unread={unread} />
}

interface EventRowsProps {
  readonly event: EventDefinition
  readonly connected: boolean
  /** Stands in place of the rows until the first of them are read. */
  readonly unread: ReactNode
}

const EventRows = ({ event, connected, unread }: EventRowsProps) => {
  const view = useRowView(connected)
  const [panel, setPanel] = useState<RowsPanel | null>(null)
  const { choice, reader, blocks } = view
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
  return <RowsTable event={event} view={view} panel={panel} onPanel={setPanel} />
}

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
