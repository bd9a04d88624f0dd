import { absentNeighbours, type NeighbourName } from '../../contract/neighbours.ts'
import type { Reach } from './cut.ts'

/** The likeliest next step: the remedy for what is cut off, or the run's own button. */
export type PrimaryButton =
  { readonly in: 'banner'; readonly of: NeighbourName | 'connection' } | { readonly in: 'run' }

/** The one primary button, if several qualify. */
export const primaryButton = ({ link, snapshot: { connection, neighbours } }: Reach): PrimaryButton => {
  if (link !== 'open') return { in: 'run' }
  if (connection.state === 'failed') return { in: 'banner', of: 'connection' }
  if (connection.state === 'connecting') return { in: 'run' }
  // What is built in can be restarted from here; what is elsewhere comes back by itself.
  const startable = absentNeighbours(neighbours).find(
    ([name, neighbour]) => neighbour.state === 'away' && connection.source[name].embedded,
  )
  return startable === undefined ? { in: 'run' } : { in: 'banner', of: startable[0] }
}
