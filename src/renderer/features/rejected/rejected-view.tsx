import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { failureOf } from '../../state/commands.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import { useViewParam } from '../../state/use-view.ts'
import { ListFailure } from '../../ui/list-failure.tsx'
import { NotConnected } from '../../ui/not-connected.tsx'
import { Pager } from '../../ui/pager.tsx'
import segmented from '../../ui/segmented.module.css'
import { useCursorStack } from '../../ui/use-cursor-stack.ts'
import { ViewFrame } from '../../ui/view-frame.tsx'
import { ExportMenu } from '../export/export-menu.tsx'
import { FilterBar } from './filter-bar.tsx'
import { NothingRejected } from './nothing-rejected.tsx'
import { isNarrowed, nothingChosen, toFilter, withoutCause } from './rejected-filters.ts'
import { RejectedMessages } from './rejected-messages.tsx'
import classes from './rejected-view.module.css'
import { rejectedPageSize, useCauses, useRejectedPage } from './use-rejected.ts'

const states = [
  { value: 'kept', label: 'Kept' },
  { value: 'discarded', label: 'Discarded' },
  { value: 'loaded', label: 'Loaded' },
  { value: 'all', label: 'All' },
] as const

/** The messages that were kept with their reasons, in groups, and the one that is opened beside them. */
export const RejectedView = () => {
  const connection = useMonitor((state) => state.snapshot.connection.state)
  const connected = connection === 'connected'
  const [chosen, choose] = useState(nothingChosen)
  // Counts how often a whole page was moved away: paging then starts over.
  const [moves, setMoves] = useState(0)
  const filter = toFilter(chosen, useViewParam('rejected', 'run'))
  const pages = useCursorStack<string>(JSON.stringify([filter, moves]))
  const query = useRejectedPage(filter, pages.cursor, connected)
  const causes = useCauses(withoutCause(filter), connected)
  const page = query.data
  const next = query.isPlaceholderData ? null : (page?.next ?? null)
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
        page !== undefined &&
        page.total > 0 && (
          <>
            <ExportMenu subject={{ what: 'rejected', filter }} />
            <Pager
              from={pages.index * rejectedPageSize}
              shown={page.rejected.length}
              total={page.total}
              onPrevious={pages.index > 0 ? pages.back : null}
              onNext={next === null ? null : () => pages.forward(next)}
            />
          </>
        )
      }
    >
      {page !== undefined && causes.data !== undefined ? (
        untouched && page.total === 0 ? (
          <NothingRejected why="nothing" />
        ) : (
          <div className={classes.view}>
            <FilterBar chosen={chosen} onChoose={choose} runId={filter.runId} />
            <RejectedMessages
              page={page}
              causes={causes.data}
              filter={filter}
              stale={query.isPlaceholderData}
              scope={JSON.stringify([filter, pages.index, moves])}
              onCause={(cause) => choose({ ...chosen, cause })}
              onPageGone={() => setMoves(moves + 1)}
              onClear={() => choose({ ...nothingChosen, state: chosen.state })}
            />
          </div>
        )
      ) : (query.error ?? causes.error) !== null ? (
        <ListFailure
          failure={failureOf(query.error ?? causes.error ?? new Error())}
          onRetry={() => void Promise.all([query.refetch(), causes.refetch()])}
        />
      ) : connected ? (
        <div aria-busy="true" />
      ) : (
        <NotConnected connecting={connection === 'connecting'} />
      )}
    </ViewFrame>
  )
}
