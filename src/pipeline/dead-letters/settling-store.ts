import type { StorePort } from '../ports.ts'

/** The shortest time between two looks at messages that were sent back, in milliseconds. */
const pauseBetween = 1_000

/** The pause after a look, as a multiple of how long it took: thousands may be under way. */
const restFactor = 20

/**
 * The same store, which also settles messages that were sent back to queues: when a run begins, while it commits, and
 * when it ends. It is one short statement beside the work; if it fails, the next look does it.
 *
 * @param settle records the fate of messages that were sent back
 */
export const settlingReturns = (store: StorePort, settle: () => Promise<unknown>): StorePort => {
  let current: Promise<unknown> | null = null
  let lookAt = -Infinity
  const look = (): Promise<unknown> => {
    const startedAt = performance.now()
    current ??= settle()
      .catch(() => undefined)
      .finally(() => {
        const now = performance.now()
        lookAt = now + Math.max(pauseBetween, (now - startedAt) * restFactor)
        current = null
      })
    return current
  }
  return {
    ...store,
    openRun: async (run) => {
      const before = await store.openRun(run)
      await look()
      return before
    },
    commit: async (batch) => {
      const counts = await store.commit(batch)
      if (current === null && performance.now() >= lookAt) void look()
      return counts
    },
    closeRun: async (...end) => {
      await store.closeRun(...end)
      await current
      await look()
    },
  }
}
