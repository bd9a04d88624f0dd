import type { Depth, Phase } from '../contract/events.ts'
import type { Failure } from '../contract/failure.ts'
import { PortError } from './ports.ts'
import type { Suspects } from './suspects.ts'

/**
 * Handles a message that was refused while there was no other row to compare it with. It is back on the queue for a
 * while. A run until the queue is empty ends when only this message is left; an endless one waits for other rows, and
 * says so.
 */
export interface Alone {
  readonly note: (failure: Failure, until: number) => Phase
  /** The phase to show in place of `phase` while nothing else happens. */
  readonly phaseOver: (phase: Phase) => Phase
  /** The queue's depth, after it gave nothing. */
  readonly noteDepth: (depth: Depth) => void
  /** The run will receive nothing more. */
  readonly end: () => void
}

/** Looks that must find nothing else, one after another. */
const looksToBeSure = 3

export const createAlone = (suspects: Suspects, fail: (error: PortError) => void): Alone => {
  let noted: { readonly failure: Failure; readonly until: number } | null = null
  let looks = 0
  const waiting = () => (suspects.waiting() === null ? null : noted)
  const end = (): void => {
    const last = waiting()
    if (last !== null) fail(new PortError('table', last.failure))
  }
  return {
    note: (failure, until) => {
      noted = { failure, until }
      looks = 0
      return { name: 'waiting-for-witness', ...noted }
    },
    phaseOver: (phase) => {
      const last = phase.name === 'waiting' || phase.name === 'blocked' ? waiting() : null
      return last === null ? phase : { name: 'waiting-for-witness', ...last }
    },
    noteDepth: ({ visible, inFlight, delayed }) => {
      const isAll = waiting() !== null && visible === 0 && delayed === 0 && inFlight <= 1
      looks = isAll ? looks + 1 : 0
      if (looks >= looksToBeSure) end()
    },
    end,
  }
}
