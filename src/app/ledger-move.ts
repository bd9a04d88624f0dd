import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '../adapters/postgres/database.ts'
import { movePortion } from '../adapters/postgres/move-ledger.ts'
import { describeFailure } from '../contract/failure.ts'
import { PortError } from '../pipeline/ports.ts'

export interface MovePauses {
  /** The pause after a portion, as a multiple of the time it took. */
  readonly rest: number
  /** The pause while someone else moves, or the database is away, in milliseconds. */
  readonly wait: number
}

/** Half of the time is left for loading. */
const usualPauses: MovePauses = { rest: 1, wait: 15_000 }

/**
 * Moves what is left in the former ledger, portion by portion, until it is empty or the returned function is called, which resolves
 * once nothing is under way. What is moved stays moved, and the next start continues from there.
 *
 * @param onNotice hears in a sentence why it cannot go on
 */
export const keepMoving = (
  database: Pick<Database, 'query' | 'transaction'>,
  onNotice: (sentence: string) => void,
  { rest, wait }: MovePauses = usualPauses,
): (() => Promise<void>) => {
  const stop = new AbortController()
  const rested = (milliseconds: number): Promise<void> =>
    pause(milliseconds, undefined, { signal: stop.signal }).catch(() => undefined)

  const move = async (): Promise<void> => {
    let from: string | null = null
    while (!stop.signal.aborted) {
      const begun = performance.now()
      const moved = await movePortion(database, from)
      if (moved.kind === 'done' || moved.kind === 'left') return
      if (moved.kind === 'moved') from = moved.next
      await rested(moved.kind === 'busy' ? wait : rest * (performance.now() - begun))
    }
  }

  const untilMoved = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      try {
        return await move()
      } catch (error) {
        if (error instanceof PortError && error.kind === 'transient') await rested(wait)
        else return onNotice(whyNot(error))
      }
    }
  }

  const moving = untilMoved()
  return async () => {
    stop.abort()
    await moving
  }
}

const whyNot = (error: unknown): string => {
  const reason = error instanceof PortError ? ` ${describeFailure(error.failure).sentence}` : ''
  return `The entries of the former ledger stay where they are until the next start.${reason}`
}
