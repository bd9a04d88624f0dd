import type { Failure } from './failure.ts'

/** The two that Sluice stands between. */
export type NeighbourName = 'queue' | 'database'

/** How often what is built in is started again before it is left alone. */
export const mostRestarts = 5

/** Whether a neighbour answers. All times are milliseconds since 1970; `since` is when that began. */
export type Neighbour =
  | { readonly state: 'reachable'; readonly since: number }
  /** It is looked for again at `nextTryAt`. */
  | {
      readonly state: 'away'
      readonly since: number
      readonly failure: Failure
      readonly nextTryAt: number
    }
  /** It is built in, has ended, and is being started again for the `attempt`th time. */
  | {
      readonly state: 'restarting'
      readonly since: number
      readonly failure: Failure
      readonly attempt: number
    }

/** A neighbour that does not answer. */
export type AbsentNeighbour = Exclude<Neighbour, { readonly state: 'reachable' }>

/** Null while nothing is connected: then nobody has looked. */
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
