import { SegmentedControl } from '@mantine/core'
import { answerOf, both } from '../../state/answer.ts'
import { mayAsk } from '../../state/cut.ts'
import { useCut } from '../../state/use-cut.ts'
import { useViewParam } from '../../state/use-view.ts'
import { Known } from '../../ui/known.tsx'
import segmented from '../../ui/segmented.module.css'
import { usePlaces } from '../../ui/use-places.ts'
import { ViewFrame } from '../../ui/view-frame.tsx'
import { DeadLetterLine } from '../dead-letters/dead-letter-line.tsx'
import { PeekButton } from '../dead-letters/peek-dialog.tsx'
import { ExportMenu } from '../export/export-menu.tsx'
import { useOpenedRules } from '../repair/open-rules.ts'
import { useRepairEnd } from '../repair/use-repair-end.ts'
import { CoveredBody } from './covered-body.tsx'
import { FilterBar } from './filter-bar.tsx'
import { NothingRejected } from './nothing-rejected.tsx'
import { isNarrowed, nothingChosen, toFilter, withoutCause } from './rejected-filters.ts'
import { RejectedMessages } from './rejected-messages.tsx'
import classes from './rejected-view.module.css'
import { useAskedFilters } from './use-asked-filters.ts'
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
  const cut = useCut('database')
  const rules = useOpenedRules()
  useRepairEnd(rules !== null)
  const [chosen, choose] = useAskedFilters()
  const filter = toFilter(chosen, useViewParam('rejected', 'run'))
  const list = useRejectedList(place, filter, mayAsk(cut))
  const causes = useCauses(withoutCause(filter), mayAsk(cut))
  const { query, reading, blocks } = list
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
        <>
          <PeekButton show={(message) => <CoveredBody message={message} />} />
          {reading !== undefined && reading.total > 0 && (
            <ExportMenu subject={{ what: 'rejected', filter }} count={reading.total} />
          )}
        </>
      }
    >
      <div className={classes.stack}>
        <DeadLetterLine />
        <Known
          answer={both(answerOf(list.asked, cut), answerOf(causes, cut))}
          onRetry={() => {
            blocks.retry()
            void Promise.all([query.refetch(), causes.refetch()])
          }}
          empty={{
            // A rule that has mended the last of them says so first.
            is: ([{ total }]) => untouched && total === 0 && rules === null,
            show: <NothingRejected why="nothing" />,
          }}
        >
          {([, groups]) => (
            <div className={classes.view}>
              <FilterBar chosen={chosen} onChoose={choose} runId={filter.runId} />
              <RejectedMessages
                list={list}
                causes={groups}
                rules={rules}
                filter={filter}
                stale={list.asked.isPlaceholderData}
                onCause={(cause) => choose({ ...chosen, cause })}
                onClear={() => choose({ ...nothingChosen, state: chosen.state })}
              />
            </div>
          )}
        </Known>
      </div>
    </ViewFrame>
  )
}
