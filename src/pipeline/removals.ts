import type { QueuePort } from './ports.ts'

/** Counts deletes in progress, so that receives can let them go first. */
export interface Removals {
  readonly open: () => number
  /** Calls `onEnd` whenever one has ended. One listener at most. */
  readonly watch: (onEnd: () => void) => void
}

/** The same queue, whose deletes are counted. */
export const countRemovals = (
  queue: QueuePort,
): { readonly queue: QueuePort; readonly removals: Removals } => {
  let open = 0
  let onEnd = (): void => undefined
  return {
    queue: {
      ...queue,
      remove: async (deliveries) => {
        open += 1
        try {
          return await queue.remove(deliveries)
        } finally {
          open -= 1
          onEnd()
        }
      },
    },
    removals: {
      open: () => open,
      watch: (listener) => {
        onEnd = listener
      },
    },
  }
}
