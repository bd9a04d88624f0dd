import type { MonitorEvent } from '../contract/events.ts'
import { failure, FailureError } from '../contract/failure.ts'
import { createNudge, hurriedBy } from '../pipeline/back-off.ts'

/** Runs scans of many messages, one after another so that several do not slow a run, and reports their progress. */
export interface Looks {
  /**
   * Waits for earlier ones. Throws `FailureError` with `operation-active` or, once cancelled, with `cancelled`, or
   * what the action throws.
   */
  readonly run: <T>(operation: string, action: (look: Look) => Promise<T>) => Promise<T>
  /** Returns whether there was one with that id to cancel. */
  readonly cancel: (operation: string) => boolean
  /** Has one that waits for the database try again at once. */
  readonly hurry: () => void
  /** Cancels all and waits until nothing of them is left. */
  readonly close: () => Promise<void>
}

export interface Look {
  readonly signal: AbortSignal
  readonly tell: (looked: number, of: number) => void
}

export const createLooks = (emit: (event: MonitorEvent) => void): Looks => {
  const running = new Map<string, AbortController>()
  const nudge = createNudge()
  let last: Promise<unknown> = Promise.resolve()

  const look = async <T>(
    operation: string,
    before: Promise<unknown>,
    { signal }: AbortController,
    action: (look: Look) => Promise<T>,
  ): Promise<T> => {
    await before
    try {
      signal.throwIfAborted()
      const tell = (looked: number, of: number): void =>
        emit({ type: 'look', operation, look: { looked, of } })
      const answer = await action({ signal: hurriedBy(signal, nudge), tell })
      signal.throwIfAborted()
      return answer
    } catch (error) {
      throw signal.aborted ? new FailureError(failure('cancelled')) : error
    } finally {
      running.delete(operation)
      emit({ type: 'look', operation, look: null })
    }
  }

  return {
    run: (operation, action) => {
      if (running.has(operation)) return Promise.reject(new FailureError(failure('operation-active')))
      const own = new AbortController()
      running.set(operation, own)
      const looking = look(operation, last, own, action)
      last = looking.catch(() => undefined)
      return looking
    },
    cancel: (operation) => {
      const own = running.get(operation)
      own?.abort()
      return own !== undefined
    },
    hurry: nudge.give,
    close: async () => {
      for (const own of running.values()) own.abort()
      await last
    },
  }
}
