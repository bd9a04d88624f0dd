import type { MonitorEvent } from '../contract/events.ts'
import { PortError, type QueuePort } from '../pipeline/ports.ts'

/** How often the queue's depth is read, in milliseconds: often during a run, and otherwise seldom enough to cost nothing. */
const duringRun = 1_000
const atRest = 5_000

/** Reads the depth again and again and says it as an event, until the answer is called. */
export const watchDepth = (
  queue: QueuePort,
  isRunning: () => boolean,
  emit: (event: MonitorEvent) => void,
): (() => void) => {
  let stopped = false
  let timer: NodeJS.Timeout | null = null
  let lastRead = -Infinity

  const look = async (): Promise<void> => {
    const due = performance.now() - lastRead >= (isRunning() ? duringRun : atRest) - 50
    if (due) {
      lastRead = performance.now()
      try {
        const depth = await queue.depth()
        if (!stopped) emit({ type: 'depth', depth })
      } catch (error) {
        // A run says for itself what is wrong with the queue; at rest the last known depth stays.
        if (!(error instanceof PortError)) throw error
      }
    }
    if (!stopped) timer = setTimeout(() => void look(), duringRun)
  }
  void look()

  return () => {
    stopped = true
    if (timer !== null) clearTimeout(timer)
  }
}
