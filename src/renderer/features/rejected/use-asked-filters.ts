import { useState } from 'react'
import { rejectedStates } from '../../../contract/rejected.ts'
import { useViewParam } from '../../state/use-view.ts'
import { nothingChosen, type Chosen } from './rejected-filters.ts'

/**
 * What a person chose to see. A link may ask for something else: for a state and a cause, as in
 * `#/rejected?run=…&state=all&cause=…`. Then that is what is chosen, once, and can be changed like anything else.
 */
export const useAskedFilters = (): readonly [Chosen, (chosen: Chosen) => void] => {
  const [chosen, choose] = useState(nothingChosen)
  const run = useViewParam('rejected', 'run')
  const state = useViewParam('rejected', 'state')
  const cause = useViewParam('rejected', 'cause')
  const asked = state === null && cause === null ? null : JSON.stringify([run, state, cause])
  const [heeded, heed] = useState<string | null>(null)
  if (asked !== heeded) {
    heed(asked)
    // An address that asks for nothing, as when the view goes out of sight, takes nothing back.
    if (asked !== null) choose({ ...nothingChosen, state: stateOf(state), cause })
  }
  return [chosen, choose]
}

const stateOf = (text: string | null): Chosen['state'] =>
  [...rejectedStates, 'all' as const].find((state) => state === text) ?? nothingChosen.state
