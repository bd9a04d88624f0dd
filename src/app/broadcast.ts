import type { Frame, MonitorEvent } from '../contract/events.ts'
import { emptySnapshot, fold, type Snapshot } from '../contract/snapshot.ts'
import { coalesce } from './coalesce.ts'

/** Turns the engine's events into numbered frames, and keeps the snapshot that a late listener starts from. */
export interface Broadcast {
  readonly emit: (event: MonitorEvent) => void
  /** Sends what is due first, so that no later frame repeats what it contains. */
  readonly snapshot: () => Snapshot
  readonly listen: (onFrame: (frame: Frame) => void) => () => void
}

/** At most ten frames a second: faster than anyone reads, slow enough for any window. */
const framePause = 100

export const createBroadcast = (): Broadcast => {
  const listeners = new Set<(frame: Frame) => void>()
  let current = emptySnapshot
  let due: MonitorEvent[] = []
  let timer: NodeJS.Timeout | null = null
  let lastFrameAt = -Infinity

  const flush = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (due.length === 0) return
    const frame = { seq: current.seq + 1, events: coalesce(due) }
    due = []
    lastFrameAt = performance.now()
    current = { ...frame.events.reduce(fold, current), seq: frame.seq }
    for (const listener of listeners) {
      try {
        listener(frame)
      } catch {
        // The listener is a window or a pipe that may be gone; the work continues.
      }
    }
  }

  return {
    emit: (event) => {
      due.push(event)
      timer ??= setTimeout(flush, Math.max(0, lastFrameAt + framePause - performance.now()))
    },
    snapshot: () => {
      flush()
      return current
    },
    listen: (onFrame) => {
      listeners.add(onFrame)
      return () => listeners.delete(onFrame)
    },
  }
}
