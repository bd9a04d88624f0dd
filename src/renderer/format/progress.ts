import type { Counts } from '../../contract/events.ts'

/** Whether every received message is accounted for, once a run has ended. */
export const addsUp = (counts: Counts): boolean =>
  counts.received === counts.loaded + counts.duplicates + counts.rejected + counts.released

/** Milliseconds until the queue is empty; null if that cannot be estimated. */
export const timeLeft = (waiting: number, perSecond: number | null): number | null =>
  perSecond === null || perSecond <= 0 || waiting === 0 ? null : (waiting / perSecond) * 1_000
