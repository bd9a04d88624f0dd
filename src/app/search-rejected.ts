import { setImmediate } from 'node:timers/promises'
import {
  countRejected,
  listSized,
  portionsOf,
  readBodies,
  type SealedBody,
} from '../adapters/postgres/rejected-bodies.ts'
import { mostSearched, mostSearchedBytes, type RejectedSearch } from '../contract/finding.ts'
import { mostNamed, type RejectedFilter } from '../contract/rejected.ts'
import { coverFor, type Showing } from './show-rejected.ts'

/** Messages that are listed at once. */
const pageSize = 500

/** Bodies are opened for so long before others of this thread have their turn, in milliseconds. */
const turn = 20

export interface SearchRequest {
  readonly filter: RejectedFilter
  readonly text: string
  /** The most messages that are opened, and the most bytes; the contract's unless a test says less. */
  readonly most?: number
  readonly mostBytes?: number
}

/**
 * Opens rejected messages, newest first, and looks for a text in what is shown of each while it is covered: never in what is
 * covered. Ends at the signal, or where it has opened as many as it may, and says how far it came. Throws `PortError`.
 *
 * @param onSearched hears how many of how many
 */
export const searchRejected = async (
  showing: Showing,
  { filter, text, most = mostSearched, mostBytes = mostSearchedBytes }: SearchRequest,
  signal: AbortSignal,
  onSearched: (searched: number, of: number) => void = () => undefined,
): Promise<RejectedSearch> => {
  const { query } = showing.database
  const of = await countRejected(query, filter)
  const matches = matching(showing, text)
  const ids: string[] = []
  let [searched, unopened, bytes] = [0, 0, 0]
  let before: string | null = null
  const isDone = (): boolean =>
    signal.aborted || searched >= most || bytes >= mostBytes || ids.length >= mostNamed
  while (!isDone()) {
    const page = await listSized(query, { filter, before, limit: Math.min(pageSize, most - searched) })
    for (const portion of portionsOf(page)) {
      if (isDone()) break
      const bodies = await readBodies(
        query,
        portion.map(({ id }) => id),
      )
      let turnEnds = performance.now() + turn
      for (const { id, bodyBytes } of portion) {
        if (isDone()) break
        const body = bodies.get(id)
        const match = body === undefined ? 'gone' : matches(body)
        if (match === 'yes') ids.push(id)
        if (match === 'unopened') unopened += 1
        searched += 1
        bytes += bodyBytes
        if (performance.now() < turnEnds) continue
        await setImmediate()
        turnEnds = performance.now() + turn
      }
      onSearched(searched, Math.max(of, searched))
    }
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) break
    before = last.id
  }
  // Some may have been rejected since they were counted.
  return { ids, searched, of: Math.max(of, searched), unopened }
}

type Match = 'yes' | 'no' | 'unopened'

const matching = (showing: Showing, text: string): ((body: SealedBody) => Match) => {
  const sought = text.toLowerCase()
  return ({ originId, sealedBody, event }) => {
    try {
      const { body } = showing.seal.open(originId, sealedBody)
      return coverFor(showing, event)(body).text.toLowerCase().includes(sought) ? 'yes' : 'no'
    } catch {
      // An altered body, or one that another key sealed: it can be found by everything but its text.
      return 'unopened'
    }
  }
}
