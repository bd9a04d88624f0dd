import { useEffect, useState, useSyncExternalStore } from 'react'
import { useView, viewHref } from '../../state/use-view.ts'
import { readChoice, writeChoice, type RowChoice } from './row-choice.ts'
import type { RowColumn } from './row-columns.ts'

/** What the address says of the rows, as it stands there; empty where it says nothing. */
const currentQuery = (): string => {
  const [view, query = ''] = window.location.hash.split('?')
  return view === viewHref('rows') ? query : ''
}

/** Where somebody went last, by a link, by hand, or back; what this file writes into the address is not that. */
interface Visit {
  readonly query: string
}

let visit: Visit = { query: currentQuery() }

// Heard while another view is on show, too: a way from there may lead here with filters.
window.addEventListener('hashchange', () => {
  visit = { query: currentQuery() }
})

const currentVisit = (): Visit => visit

const subscribe = (onChange: () => void) => {
  window.addEventListener('hashchange', onChange)
  return () => window.removeEventListener('hashchange', onChange)
}

const hrefOf = (query: string): string => (query === '' ? viewHref('rows') : `${viewHref('rows')}?${query}`)

/**
 * The filters and the order of the rows. They are in the address, so that it can be kept and given to others, and where it says
 * nothing they are those of the last time.
 *
 * @param key names what they belong to
 * @param fromAddress whether the address was made for it, too
 */
export const useRowChoice = (
  key: string,
  columns: readonly RowColumn[],
  fromAddress: boolean,
): readonly [RowChoice, (change: (now: RowChoice) => RowChoice) => void] => {
  const visited = useSyncExternalStore(subscribe, currentVisit)
  const isShown = useView() === 'rows'
  const [seen, setSeen] = useState(fromAddress ? null : visited)
  const [choice, setChoice] = useState(() => readChoice(localStorage.getItem(key) ?? '', columns))
  const written = writeChoice(choice)
  if (visited !== seen) {
    setSeen(visited)
    // The navigation names no filters: it leads back to those there were.
    if (visited.query !== '' && visited.query !== written) setChoice(readChoice(visited.query, columns))
  }
  useEffect(() => localStorage.setItem(key, written), [key, written])
  useEffect(() => {
    // Another choice is no other place to come back to.
    if (isShown && currentQuery() !== written) window.history.replaceState(null, '', hrefOf(written))
  }, [written, isShown, visited])
  return [choice, setChoice]
}
