import type { Depth } from './events.ts'
import type { RunView } from './snapshot.ts'

export interface Progress {
  /** Messages that still wait for this run. */
  readonly waiting: number
  /** All that this run has received or is likely to. */
  readonly total: number
  /** Between 0 and 1; null when there is nothing to measure against. */
  readonly done: number | null
}

/** How far a run has come, as far as the queue's own estimate can tell. */
export const progressOf = (run: RunView, depth: Depth | null): Progress => {
  const { received } = run.counts
  const seen = depth?.visible ?? 0
  const waiting = run.maxMessages === null ? seen : Math.min(seen, Math.max(0, run.maxMessages - received))
  const total = received + waiting
  return { waiting, total, done: total === 0 ? null : received / total }
}
