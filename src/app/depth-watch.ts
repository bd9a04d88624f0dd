import { recordDepth } from '../adapters/postgres/history.ts'
import type { Depth, MonitorEvent } from '../contract/events.ts'
import { PortError } from '../pipeline/ports.ts'
import type { Connection } from './connection.ts'

/** How often the queue's depth is read, in milliseconds: often during a run, and otherwise seldom enough to cost nothing. */
const duringRun = 1_000
const atRest = 5_000

/** Between two samples that are kept for the history, in milliseconds. */
const betweenSamples = 5_000

/** Reads the depth again and again, says it as an event and keeps samples of it, until the answer is called. */
export const watchDepth = (
  connection: Connection,
  isRunning: () => boolean,
  emit: (event: MonitorEvent) => void,
): (() => void) => {
  const { queue, deadLetters, storage, source } = connection
  let stopped = false
  let timer: NodeJS.Timeout | null = null
  let lastRead = -Infinity
  let lastSample = -Infinity

  const keep = async (depth: Depth): Promise<void> => {
    lastSample = performance.now()
    const dead = (await deadLetters?.count()) ?? null
    if (stopped) return
    if (dead !== null) emit({ type: 'dead-letters', count: dead })
    await recordDepth(storage.database, source.queue.name, depth, dead)
  }

  const look = async (): Promise<void> => {
    const now = performance.now()
    if (now - lastRead >= (isRunning() ? duringRun : atRest) - 50) {
      lastRead = now
      try {
        const depth = await queue.depth()
        if (!stopped) emit({ type: 'depth', depth })
        if (!stopped && now - lastSample >= betweenSamples - 50) await keep(depth)
      } catch (error) {
        // A run says for itself what is wrong with queue or database; at rest the last known depth stays.
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
