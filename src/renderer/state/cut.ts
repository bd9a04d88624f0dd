import type { Failure } from '../../contract/failure.ts'
import type { AbsentNeighbour, NeighbourName } from '../../contract/neighbours.ts'
import type { Snapshot } from '../../contract/snapshot.ts'
import type { Link } from '../client/page-client.ts'

/** What cuts this page off from a source. All times are milliseconds since 1970. */
export type Cut =
  /** The page does not reach Sluice itself. */
  | { readonly why: 'lost' }
  | { readonly why: 'connecting' }
  | { readonly why: 'failed'; readonly failure: Failure }
  | { readonly why: 'away'; readonly which: NeighbourName; readonly neighbour: AbsentNeighbour }

/** The source that is asked: the queue, the database, or Sluice itself. */
export type Side = NeighbourName | 'sluice'

/** The part of the page's state that says what it can reach. */
export interface Reach {
  readonly link: Link
  /** Whether a snapshot has arrived yet. */
  readonly loaded: boolean
  readonly snapshot: Pick<Snapshot, 'connection' | 'neighbours'>
}

/** What cuts the page off from one side; null if nothing is known to. */
export const cutOf = (
  { link, loaded, snapshot: { connection, neighbours } }: Reach,
  side: Side,
): Cut | null => {
  if (link !== 'open') return loaded ? { why: 'lost' } : { why: 'connecting' }
  if (side === 'sluice') return null
  if (connection.state === 'connecting') return { why: 'connecting' }
  if (connection.state === 'failed') return { why: 'failed', failure: connection.failure }
  const neighbour = neighbours[side]
  return neighbour === null || neighbour.state === 'reachable'
    ? null
    : { why: 'away', which: side, neighbour }
}

/** Whether asking may bring an answer: a side that is away may return before the next check notices. */
export const mayAsk = (cut: Cut | null): boolean => cut === null || cut.why === 'away'
