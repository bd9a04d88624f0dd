import type { Depth } from './events.ts'
import type { RunView } from './run-view.ts'

export interface Progress {
  /** Messages that came to their end: loaded, duplicate or rejected. */
  readonly settled: number
  /** All messages at the start and since, by the queue's own estimate. */
  readonly total: number
  /** The settled share, between 0 and 1; null if unknown. */
  readonly done: number | null
}

/**
 * A run's progress: what is settled of everything that was there at the start or came since, whatever the run's
 * limit. Once the run has ended, it no longer changes.
 */
export const progressOf = ({ counts, held, end }: RunView, depth: Depth | null): Progress => {
  const settled = counts.loaded + counts.duplicates + counts.rejected
  const inHand = end === null ? held : 0
  const waiting = end?.left ?? (depth === null ? null : depth.visible + depth.delayed)
  if (waiting === null) return { settled, total: settled, done: null }
  const total = settled + inHand + waiting
  return { settled, total, done: total === 0 ? null : settled / total }
}

/** How many messages a run with a limit has yet to receive, if more than that wait; null without a limit. */
export const leftToLimit = ({ maxMessages, counts, held }: RunView, depth: Depth | null): number | null =>
  maxMessages === null
    ? null
    : Math.min(depth?.visible ?? 0, Math.max(0, maxMessages - counts.received - held))
