import type { Frame, MonitorEvent } from '../../contract/events.ts'
import { fold, type Snapshot } from '../../contract/snapshot.ts'

export interface Folded {
  readonly snapshot: Snapshot
  /** The events folded in now, in order. */
  readonly events: readonly MonitorEvent[]
  /** Whether a frame is missing, so that a new snapshot is needed. */
  readonly gap: boolean
}

/**
 * Folds frames into a snapshot in order: frames that it already contains are dropped, and folding stops at the first
 * gap. A merged frame that is partly contained cannot be split, so it counts as a gap.
 */
export const foldFrames = (start: Snapshot, frames: readonly Frame[]): Folded => {
  let snapshot = start
  const events: MonitorEvent[] = []
  for (const frame of frames) {
    if (frame.seq <= snapshot.seq) continue
    if ((frame.first ?? frame.seq) !== snapshot.seq + 1) return { snapshot, events, gap: true }
    snapshot = { ...frame.events.reduce(fold, snapshot), seq: frame.seq }
    events.push(...frame.events)
  }
  return { snapshot, events, gap: false }
}
