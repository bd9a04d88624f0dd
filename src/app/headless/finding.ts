import { whoWorks } from '../../adapters/postgres/audit.ts'
import { markRejected, noteRejected } from '../../adapters/postgres/rejected-marks.ts'
import { changeState } from '../../adapters/postgres/rejected-state.ts'
import { demandRejected, listRejected } from '../../adapters/postgres/rejected.ts'
import type { Database } from '../../adapters/postgres/database.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import type { MarkChange, RejectedMark, RejectedSearch } from '../../contract/finding.ts'
import type {
  RejectedFilter,
  RejectedSelection,
  RejectedSummary,
  StateChange,
} from '../../contract/rejected.ts'
import type { Settings } from '../config.ts'
import { withReading } from './with-database.ts'
import { showingBy } from './show.ts'
import { searchRejected } from '../search-rejected.ts'

/** What the command line asks for. */
export interface Sought {
  readonly filter: RejectedFilter
  /** Searched for in covered bodies; null for any text. */
  readonly text: string | null
}

/**
 * The filter for what is sought: with a text, the messages that contain it. Also returns how far the search came.
 * Rejects with `FailureError` (`cancelled` among them) or `PortError`.
 */
export const findText = (
  settings: Settings,
  { filter, text }: Sought,
  queueThread: URL,
  signal: AbortSignal,
): Promise<{ readonly filter: RejectedFilter; readonly search: RejectedSearch | null }> => {
  if (text === null) return Promise.resolve({ filter, search: null })
  return withReading(settings, queueThread, async (database, event) => {
    const showing = showingBy(settings, database, event)
    const search = await searchRejected(showing, { filter, text }, signal)
    if (signal.aborted) throw new FailureError(failure('cancelled'))
    return { filter: { ...filter, among: [...search.ids] }, search }
  })
}

/** Calls `onPage` with the matches, newest first, page by page. Throws `FailureError` or `PortError`. */
export const listFound = (
  settings: Settings,
  filter: RejectedFilter,
  onPage: (page: readonly RejectedSummary[]) => void,
  queueThread: URL,
): Promise<void> =>
  withReading(settings, queueThread, async (database) => {
    let before: string | null = null
    do {
      const page = await listRejected(database, { filter, before, limit: 500 })
      onPage(page.rejected)
      before = page.next
    } while (before !== null)
  })

/** Marks messages, by their ids or numbers, or all that match a filter. Throws `FailureError` or `PortError`, `not-found` among them. */
export const markFound = (
  settings: Settings,
  which: readonly string[] | RejectedFilter,
  mark: RejectedMark,
  queueThread: URL,
): Promise<MarkChange> =>
  withReading(
    settings,
    queueThread,
    async (database) => markRejected(database, await selectionOf(database, which), mark, whoWorks()),
    { mode: 'writing' },
  )

/**
 * Discards kept messages, or restores discarded ones, by their ids or numbers, or all that match a filter. Throws
 * `FailureError` or `PortError`, `not-found` among them.
 *
 * @param note why; null leaves an earlier one
 */
export const changeFound = (
  settings: Settings,
  which: readonly string[] | RejectedFilter,
  state: 'kept' | 'discarded',
  note: string | null,
  queueThread: URL,
): Promise<StateChange> =>
  withReading(
    settings,
    queueThread,
    async (database) => changeState(database, await selectionOf(database, which), state, note),
    { mode: 'writing' },
  )

/** Writes the note of one message, by its id or number; null for none. Throws `FailureError` or `PortError`. */
export const noteFound = (
  settings: Settings,
  name: string,
  note: string | null,
  queueThread: URL,
): Promise<void> =>
  withReading(
    settings,
    queueThread,
    async (database) => noteRejected(database, await demandRejected(database, name), note),
    { mode: 'writing' },
  )

const selectionOf = async (
  database: Database,
  which: readonly string[] | RejectedFilter,
): Promise<RejectedSelection> => {
  if (!isNames(which)) return { by: 'filter', filter: which }
  const ids: string[] = []
  for (const name of which) ids.push(await demandRejected(database, name))
  return { by: 'ids', ids }
}

const isNames = (which: readonly string[] | RejectedFilter): which is readonly string[] =>
  Array.isArray(which)
