import type { FailureCode } from '../../contract/failure.ts'
import type { DatabaseAddress } from './address.ts'
import type { DatabaseHost } from './database-host.ts'
import { approachesTo, type Security } from './tls-mode.ts'

/** One host and one way of connecting to it. */
export interface Door {
  readonly to: DatabaseHost
  readonly security: Security
  /** Failures of the previous way to the same host that lead here; none for a host's first way. */
  readonly after: readonly FailureCode[]
}

/** Every way into the database, and which of them is in use. */
export interface Doors {
  readonly count: number
  readonly current: () => Door
  /**
   * Moves to the next door after `door` failed. Returns whether to try it at once: another way into the same host for
   * this failure, or another host if the failure may concern only this one.
   *
   * @param code null to leave the host whatever other ways it has
   */
  readonly leave: (door: Door, code: FailureCode | null, mayBeHost: boolean) => boolean
}

export const createDoors = ({ hosts, tls }: DatabaseAddress): Doors => {
  const doors = hosts.flatMap(({ host, port }) =>
    approachesTo(tls.mode, host).map((approach): Door => ({ ...approach, to: { host, port } })),
  )
  const firsts = doors.flatMap((door, index) => (door.after.length === 0 ? [index] : []))
  let place = 0
  return {
    count: doors.length,
    current: () => doors[place] as Door,
    leave: (door, code, mayBeHost) => {
      // Another connection has already moved on.
      if (doors[place] !== door) return true
      const next = doors[place + 1]
      if (code !== null && next?.after.includes(code) === true) {
        place += 1
        return true
      }
      const here = firsts.findLastIndex((first) => first <= place)
      place = firsts[mayBeHost ? (here + 1) % firsts.length : here] ?? 0
      return mayBeHost && firsts.length > 1
    },
  }
}
