import { describeFailure } from '../../contract/failure.ts'
import type { Neighbour, NeighbourName } from '../../contract/neighbours.ts'

const names: Readonly<Record<NeighbourName, string>> = { queue: 'Queue', database: 'Database' }

type Absent = Exclude<Neighbour, { readonly state: 'reachable' }>

/** A word or two for a neighbour that does not answer; since when is said beside it. */
export const neighbourWords = (name: NeighbourName, neighbour: Absent): string =>
  neighbour.state === 'away'
    ? `${names[name]} not answering`
    : `${names[name]} stopped; restarting (attempt ${neighbour.attempt})`

/** Why, and what to do about it. */
export const neighbourReason = ({ failure }: Absent): string => {
  const { sentence, advice } = describeFailure(failure)
  return `${sentence} ${advice}`
}
