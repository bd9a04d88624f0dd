import { absentNeighbours, type NeighbourName } from '../../contract/neighbours.ts'
import type { Reach } from './cut.ts'

/** What is worth doing first: what is cut off can be mended, or the run's own button. */
export type PrimaryButton =
  { readonly in: 'banner'; readonly of: NeighbourName | 'connection' } | { readonly in: 'run' }

/** Which one button is the primary one, wherever several could be. */
export const primaryButton = ({ link, snapshot: { connection, neighbours } }: Reach): PrimaryButton => {
  if (link !== 'open') return { in: 'run' }
  if (connection.state === 'failed') return { in: 'banner', of: 'connection' }
  if (connection.state === 'connecting') return { in: 'run' }
  // What is built in can be started again from here; what is elsewhere comes back by itself.
  const startable = absentNeighbours(neighbours).find(
    ([name, neighbour]) => neighbour.state === 'away' && connection.source[name].embedded,
  )
  return startable === undefined ? { in: 'run' } : { in: 'banner', of: startable[0] }
}
