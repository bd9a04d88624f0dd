import { useState } from 'react'
import { useEvent } from '../../state/use-event.ts'
import { useViewParam } from '../../state/use-view.ts'
import { inState, nothingChosen, type Chosen } from './rejected-filters.ts'
import { chosenBy, filtersKey, readFilters } from './saved-filters.ts'

/**
 * The filters that a person chose. A link can ask for others: a state and a cause, as in
 * `#/rejected?run=…&state=all&cause=…`, one message, as in `#/rejected?message=…`, or a saved filter, as in
 * `#/rejected?filter=…`. They become the choice once, and can be changed like any other.
 */
export const useAskedFilters = (): readonly [Chosen, (chosen: Chosen) => void] => {
  const [chosen, choose] = useState(nothingChosen)
  const event = useEvent()
  const run = useViewParam('rejected', 'run')
  const state = useViewParam('rejected', 'state')
  const cause = useViewParam('rejected', 'cause')
  const name = useViewParam('rejected', 'filter')
  const message = useViewParam('rejected', 'message')
  const isAsked = state !== null || cause !== null || message !== null || (name !== null && event !== null)
  const asked = isAsked ? JSON.stringify([run, state, cause, name, message]) : null
  const [heeded, heed] = useState<string | null>(null)
  if (asked !== heeded) {
    heed(asked)
    const saved = readFilters(localStorage.getItem(filtersKey(event?.name ?? ''))).find(
      (one) => one.name === name,
    )
    // An address without filters, as when the view is left, clears nothing.
    if (saved !== undefined) choose(chosenBy(saved))
    else if (message !== null) choose({ ...nothingChosen, ...inState('all'), messageId: message })
    else if (state !== null || cause !== null) choose({ ...nothingChosen, ...inState(state), cause })
  }
  return [chosen, choose]
}
