import { describeFailure, type Failure } from '../../contract/failure.ts'
import { mostRestarts, type Neighbour, type NeighbourName } from '../../contract/neighbours.ts'
import { sideOfFailure } from '../../contract/side-of-failure.ts'
import { assertNever } from '../../contract/result.ts'
import type { Connection } from '../../contract/snapshot.ts'
import type { Reach } from './cut.ts'

/** The state of the queue or the database, for the status line. */
export interface SideStatus {
  readonly state: 'reachable' | 'connecting' | 'restarting' | 'away' | 'unknown'
  /** Two or three words, or nothing if all is well. */
  readonly words: string | null
  /** Since when, in milliseconds since 1970, if known. */
  readonly since: number | null
  /** When the next try is; null if there will be none, or none is needed. */
  readonly nextTryAt: number | null
  /** Why, and what to do about it. */
  readonly cause: string | null
}

const status = (state: SideStatus['state'], words: string | null): SideStatus => ({
  state,
  words,
  since: null,
  nextTryAt: null,
  cause: null,
})

/** The state of one of the two, as far as this page knows. */
export const sideStatus = ({ link, loaded, snapshot }: Reach, side: NeighbourName): SideStatus => {
  if (link !== 'open') return loaded ? status('unknown', 'not known') : status('connecting', 'connecting')
  const { connection, neighbours } = snapshot
  switch (connection.state) {
    case 'connecting':
      return status('connecting', 'connecting')
    case 'failed':
      return failedStatus(connection, side)
    case 'connected':
      return neighbourStatus(neighbours[side])
    default:
      return assertNever(connection)
  }
}

const failedStatus = (
  { failure, since, nextTryAt }: Extract<Connection, { readonly state: 'failed' }>,
  side: NeighbourName,
): SideStatus => {
  const guilty = sideOfFailure(failure)
  // The other one may be well, but nobody has checked.
  if (guilty !== null && guilty !== side) return status('unknown', 'not checked')
  return { state: 'away', words: 'not connected', since, nextTryAt, cause: causeOf(failure) }
}

const neighbourStatus = (neighbour: Neighbour | null): SideStatus => {
  if (neighbour === null) return status('reachable', null)
  const { since } = neighbour
  switch (neighbour.state) {
    case 'reachable':
      return { ...status('reachable', null), since }
    case 'away': {
      const { nextTryAt, failure } = neighbour
      return { state: 'away', words: 'not answering', since, nextTryAt, cause: causeOf(failure) }
    }
    case 'restarting': {
      const words = `restarting (attempt ${neighbour.attempt} of ${mostRestarts})`
      return { state: 'restarting', words, since, nextTryAt: null, cause: causeOf(neighbour.failure) }
    }
    default:
      return assertNever(neighbour)
  }
}

const causeOf = (failure: Failure): string => {
  const { sentence, advice } = describeFailure(failure)
  return `${sentence} ${advice}`
}

/** When the next try is: `next try in 4 s`, or `trying now`. */
export const nextTryWords = (nextTryAt: number, now: number): string => {
  const seconds = Math.ceil((nextTryAt - now) / 1_000)
  return seconds > 0 ? `next try in ${seconds} s` : 'trying now'
}
