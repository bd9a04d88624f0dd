import type { Failure } from './failure.ts'

/** The two that Sluice stands between. */
export type NeighbourName = 'queue' | 'database'

/** Whether a neighbour answers. `since` is when that began, in milliseconds since 1970. */
export type Neighbour =
  | { readonly state: 'reachable'; readonly since: number }
  | { readonly state: 'away'; readonly since: number; readonly failure: Failure }
  /** It is built in, has ended, and is being started again for the `attempt`th time. */
  | {
      readonly state: 'restarting'
      readonly since: number
      readonly failure: Failure
      readonly attempt: number
    }

/** Null while nothing is connected: then nobody has looked. */
export type Neighbours = Readonly<Record<NeighbourName, Neighbour | null>>

export const noNeighbours: Neighbours = { queue: null, database: null }

/** Those that do not answer, the queue first. */
export const absentNeighbours = (
  neighbours: Neighbours,
): readonly (readonly [NeighbourName, Exclude<Neighbour, { state: 'reachable' }>])[] =>
  (['queue', 'database'] as const).flatMap((name) => {
    const neighbour = neighbours[name]
    return neighbour === null || neighbour.state === 'reachable' ? [] : [[name, neighbour] as const]
  })
