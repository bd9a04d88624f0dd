import { useEffect, useState, useSyncExternalStore } from 'react'
import { useView, viewHref } from '../../state/use-view.ts'
import { readChoice, writeChoice, type RowChoice } from './row-choice.ts'
import type { RowColumn } from './row-columns.ts'

/** The address's query for the rows; empty if there is none. */
const currentQuery = (): string => {
  const [view, query = ''] = window.location.hash.split('?')
  return view === viewHref('rows') ? query : ''
}

/** Where someone went last, by a link, by hand, or back; what this file writes into the address does not count. */
interface Visit {
  readonly query: string
}

let visit: Visit = { query: currentQuery() }

// Listens while another view is shown, too: a link there can lead here with filters.
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
 * The rows' filters and order. They are in the address, so that it can be saved and shared; if the address has none,
 * the last ones apply.
 *
 * @param key identifies what they belong to
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
    // The navigation's link has no filters: it leads back to the last ones.
    if (visited.query !== '' && visited.query !== written) setChoice(readChoice(visited.query, columns))
  }
  useEffect(() => localStorage.setItem(key, written), [key, written])
  useEffect(() => {
    // Another choice is not another entry in the browser's history.
    if (isShown && currentQuery() !== written) window.history.replaceState(null, '', hrefOf(written))
  }, [written, isShown, visited])
  return [choice, setChoice]
}
