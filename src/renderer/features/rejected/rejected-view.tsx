import { NativeSelect } from '@mantine/core'
import { answerOf, both } from '../../state/answer.ts'
import { mayAsk } from '../../state/cut.ts'
import { useCut } from '../../state/use-cut.ts'
import { useViewParam } from '../../state/use-view.ts'
import field from '../../ui/field.module.css'
import { Known } from '../../ui/known.tsx'
import { usePlaces } from '../../ui/use-places.ts'
import { ViewFrame } from '../../ui/view-frame.tsx'
import { DeadLetterLine } from '../dead-letters/dead-letter-line.tsx'
import { PeekButton } from '../dead-letters/peek-dialog.tsx'
import { useOpenedRules } from '../repair/open-rules.ts'
import { useRepairEnd } from '../repair/use-repair-end.ts'
import { CoveredBody } from './covered-body.tsx'
import { FilterBar } from './filter-bar.tsx'
import { NothingRejected } from './nothing-rejected.tsx'
import { RejectedExport } from './rejected-export.tsx'
import {
  inState,
  isNarrowed,
  nothingChosen,
  stateChoiceOf,
  stateChoices,
  toFilter,
  withoutCause,
  type Chosen,
} from './rejected-filters.ts'
import { RejectedMessages } from './rejected-messages.tsx'
import classes from './rejected-view.module.css'
import { SearchLine } from './search-line.tsx'
import { useAskedFilters } from './use-asked-filters.ts'
import { useCauses } from './use-rejected.ts'
import { useRejectedList } from './use-rejected-list.ts'
import { useTextSearch } from './use-text-search.ts'

/** The rejected messages with their reasons, in groups, and the open one beside them. */
export const RejectedView = () => {
  const place = usePlaces()?.now ?? ''
  // Nothing from one database is shown for another.
  return <RejectedOf key={place} place={place} />
}

const RejectedOf = ({ place }: { readonly place: string }) => {
  const cut = useCut('database')
  const rules = useOpenedRules()
  useRepairEnd(rules !== null)
  const { chosen, choose, filter, search, isUnsearched } = useChosenFilter(place, mayAsk(cut))
  const list = useRejectedList(place, filter, mayAsk(cut))
  const causes = useCauses(withoutCause(filter), mayAsk(cut))
  const { query, reading, blocks } = list
  const untouched = chosen.text === null && filter.state === 'kept' && !isNarrowed(filter)

  return (
    <ViewFrame
      title="Rejected"
      aside={<StateChoice chosen={chosen} onChoose={choose} />}
      tools={
        <>
          <PeekButton show={(message) => <CoveredBody message={message} />} />
          {reading !== undefined && reading.total > 0 && !isUnsearched && (
            <RejectedExport filter={filter} count={reading.total} />
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
            // A rule that has mended the last of them reports that first.
            is: ([{ total }]) => untouched && total === 0 && rules === null,
            show: <NothingRejected why="nothing" />,
          }}
        >
          {([, groups]) => (
            <div className={classes.view}>
              <div>
                <FilterBar chosen={chosen} onChoose={choose} runId={filter.runId} />
                {chosen.text !== null && (
                  <SearchLine search={search} onClear={() => choose({ ...chosen, text: null })} />
                )}
              </div>
              <RejectedMessages
                list={list}
                causes={groups}
                rules={rules}
                filter={filter}
                stale={list.asked.isPlaceholderData || isUnsearched}
                onCause={(cause) => choose({ ...chosen, cause })}
                onClear={() => choose({ ...nothingChosen, ...inState(stateChoiceOf(chosen)) })}
              />
            </div>
          )}
        </Known>
      </div>
    </ViewFrame>
  )
}

/** What a person chose to see, as a filter. The result of a search is one more condition. */
const useChosenFilter = (place: string, enabled: boolean) => {
  const [chosen, choose] = useAskedFilters()
  const asked = toFilter(chosen, useViewParam('rejected', 'run'))
  const search = useTextSearch(place, withoutCause(asked), chosen.text, enabled)
  return {
    chosen,
    choose,
    filter: search.found === null ? asked : { ...asked, among: [...search.found.ids] },
    search,
    /** No action applies to the whole list while it still contains more than the search. */
    isUnsearched: chosen.text !== null && (search.found === null || search.isGoing),
  }
}

interface StateChoiceProps {
  readonly chosen: Chosen
  readonly onChoose: (chosen: Chosen) => void
}

/** Chooses the state of the messages in the list. */
const StateChoice = ({ chosen, onChoose }: StateChoiceProps) => (
  <NativeSelect
    size="xs"
    aria-label="State"
    classNames={field}
    className={classes.state}
    data={[...stateChoices]}
    value={stateChoiceOf(chosen)}
    onChange={({ currentTarget: { value } }) => onChoose({ ...chosen, ...inState(value), cause: null })}
  />
)
