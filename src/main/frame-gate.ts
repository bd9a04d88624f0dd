import { coalesce } from '../app/coalesce.ts'
import type { Frame } from '../contract/events.ts'

/** Between the engine's frames and one window: open while the window is visible, and slow while it is not. */
export interface FrameGate {
  readonly take: (frame: Frame) => void
  /** The window was hidden. */
  readonly hide: () => void
  /** The window is visible: what was held back is sent at once, and then every frame. */
  readonly show: () => void
  /** Sends what was held back. */
  readonly flush: () => void
  /** The window is gone. */
  readonly close: () => void
}

/** The least time between two frames to a hidden window, in milliseconds. */
const hiddenPause = 1_000

/** No event is lost: frames held back are merged into one that folds to the same state. */
export const createFrameGate = (send: (frame: Frame) => void): FrameGate => {
  let hidden = false
  let kept: readonly Frame[] = []
  let sentAt = -Infinity
  let timer: NodeJS.Timeout | undefined

  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    const merged = mergeFrames(kept)
    kept = []
    if (merged === null) return
    sentAt = performance.now()
    send(merged)
  }

  return {
    take: (frame) => {
      kept = [...kept, frame]
      if (!hidden) flush()
      else timer ??= setTimeout(flush, Math.max(0, sentAt + hiddenPause - performance.now()))
    },
    hide: () => {
      hidden = true
    },
    show: () => {
      hidden = false
      flush()
    },
    flush,
    close: () => clearTimeout(timer),
  }
}

/** One frame for several consecutive ones; null for none. */
const mergeFrames = (frames: readonly Frame[]): Frame | null => {
  const [first] = frames
  const last = frames.at(-1)
  if (first === undefined || last === undefined) return null
  if (first === last) return first
  return {
    seq: last.seq,
    first: first.first ?? first.seq,
    events: coalesce(frames.flatMap(({ events }) => events)),
  }
}
