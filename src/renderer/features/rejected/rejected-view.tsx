import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { failureOf } from '../../state/commands.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import { useViewParam } from '../../state/use-view.ts'
import { ListFailure } from '../../ui/list-failure.tsx'
import { NotConnected } from '../../ui/not-connected.tsx'
import segmented from '../../ui/segmented.module.css'
import { usePlaces } from '../../ui/use-places.ts'
import { ViewFrame } from '../../ui/view-frame.tsx'
import { ExportMenu } from '../export/export-menu.tsx'
import { FilterBar } from './filter-bar.tsx'
import { NothingRejected } from './nothing-rejected.tsx'
import { isNarrowed, nothingChosen, toFilter, withoutCause } from './rejected-filters.ts'
import { RejectedMessages } from './rejected-messages.tsx'
import classes from './rejected-view.module.css'
import { useCauses } from './use-rejected.ts'
import { useRejectedList } from './use-rejected-list.ts'

const states = [
  { value: 'kept', label: 'Kept' },
  { value: 'discarded', label: 'Discarded' },
  { value: 'loaded', label: 'Loaded' },
  { value: 'all', label: 'All' },
] as const

/** The messages that were kept with their reasons, in groups, and the one that is open beside them. */
export const RejectedView = () => {
  const place = usePlaces()?.now ?? ''
  // Nothing of one database is shown for another.
  return <RejectedOf key={place} place={place} />
}

const RejectedOf = ({ place }: { readonly place: string }) => {
  const connection = useMonitor((state) => state.snapshot.connection.state)
  const connected = connection === 'connected'
  const [chosen, choose] = useState(nothingChosen)
  const filter = toFilter(chosen, useViewParam('rejected', 'run'))
  const list = useRejectedList(place, filter, connected)
  const causes = useCauses(withoutCause(filter), connected)
  const { query, reading, blocks } = list
  const failure = query.error ?? causes.error ?? blocks.failure
  const untouched = filter.state === 'kept' && !isNarrowed(filter)

  return (
    <ViewFrame
      title="Rejected"
      aside={
        <SegmentedControl
          size="xs"
          aria-label="State"
          classNames={segmented}
          data={[...states]}
          value={chosen.state}
          onChange={(state) => choose({ ...chosen, state, cause: null })}
        />
      }
      tools={
        reading !== undefined && reading.total > 0 && <ExportMenu subject={{ what: 'rejected', filter }} />
      }
    >
      {reading !== undefined && causes.data !== undefined && failure === null ? (
        untouched && reading.total === 0 ? (
          <NothingRejected why="nothing" />
        ) : (
          <div className={classes.view}>
            <FilterBar chosen={chosen} onChoose={choose} runId={filter.runId} />
            <RejectedMessages
              list={list}
              causes={causes.data}
              filter={filter}
              stale={query.isPlaceholderData}
              onCause={(cause) => choose({ ...chosen, cause })}
              onClear={() => choose({ ...nothingChosen, state: chosen.state })}
            />
          </div>
        )
      ) : failure !== null ? (
        <ListFailure
          failure={failureOf(failure)}
          onRetry={() => {
            blocks.retry()
            void Promise.all([query.refetch(), causes.refetch()])
          }}
        />
      ) : connected ? (
        <div aria-busy="true" />
      ) : (
        <NotConnected connecting={connection === 'connecting'} />
      )}
    </ViewFrame>
  )
}
