import type { Failure } from './failure.ts'

/** What Sluice works between. */
export type NeighbourName = 'queue' | 'database'

/** How often the built-in queue or database is restarted before Sluice gives up on it. */
export const mostRestarts = 5

/** Whether a neighbour answers. Times are milliseconds since 1970; `since` is when this state began. */
export type Neighbour =
  | { readonly state: 'reachable'; readonly since: number }
  /** It is tried again at `nextTryAt`. */
  | {
      readonly state: 'away'
      readonly since: number
      readonly failure: Failure
      readonly nextTryAt: number
    }
  /** It is built in, has stopped, and is being restarted for the `attempt`th time. */
  | {
      readonly state: 'restarting'
      readonly since: number
      readonly failure: Failure
      readonly attempt: number
    }

/** A neighbour that does not answer. */
export type AbsentNeighbour = Exclude<Neighbour, { readonly state: 'reachable' }>

/** Null while nothing is connected. */
export type Neighbours = Readonly<Record<NeighbourName, Neighbour | null>>

export const noNeighbours: Neighbours = { queue: null, database: null }

/** Those that do not answer, the queue first. */
export const absentNeighbours = (
  neighbours: Neighbours,
): readonly (readonly [NeighbourName, AbsentNeighbour])[] =>
  (['queue', 'database'] as const).flatMap((name) => {
    const neighbour = neighbours[name]
    return neighbour === null || neighbour.state === 'reachable' ? [] : [[name, neighbour] as const]
  })
