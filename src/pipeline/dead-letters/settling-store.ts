import type { StorePort } from '../ports.ts'

/** How often a run looks at most what became of messages that were sent back, in milliseconds. */
const pauseBetween = 1_000

/** How many times as long as a look took it is until the next one: thousands may be under way. */
const restFactor = 20

/**
 * The same store, which also settles what was sent back to queues: when a run begins, while it commits, and when it ends. It is one
 * short statement beside the work; where it fails, the next look does it.
 *
 * @param settle says of what was sent back what became of it
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
