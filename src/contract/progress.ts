import type { Depth } from './events.ts'
import type { RunView } from './run-view.ts'

export interface Progress {
  /** Messages that came to their end: loaded, duplicate or rejected. */
  readonly settled: number
  /** All there was at the start and all that came since, as far as the queue's own estimate can tell. */
  readonly total: number
  /** Which share of it is settled, between 0 and 1; null where that cannot be told. */
  readonly done: number | null
}

/**
 * How far a run has come: what is settled of what there was at the start and came since. A limit changes nothing about that.
 * Once it has ended, it stays as it was then.
 */
export const progressOf = ({ counts, held, end }: RunView, depth: Depth | null): Progress => {
  const settled = counts.loaded + counts.duplicates + counts.rejected
  const inHand = end === null ? held : 0
  const waiting = end?.left ?? (depth === null ? null : depth.visible + depth.delayed)
  if (waiting === null) return { settled, total: settled, done: null }
  const total = settled + inHand + waiting
  return { settled, total, done: total === 0 ? null : settled / total }
}

/** How many messages a run with a limit has yet to receive, where more wait than that; null without a limit. */
export const leftToLimit = ({ maxMessages, counts, held }: RunView, depth: Depth | null): number | null =>
  maxMessages === null
    ? null
    : Math.min(depth?.visible ?? 0, Math.max(0, maxMessages - counts.received - held))
