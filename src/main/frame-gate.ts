import { coalesce } from '../app/coalesce.ts'
import type { Frame } from '../contract/events.ts'

/** Between the engine's frames and one window: open while the window is in sight, and a slow drip while it is not. */
export interface FrameGate {
  readonly take: (frame: Frame) => void
  /** The window went out of sight. */
  readonly hide: () => void
  /** The window is in sight: what was kept goes out at once, and from now on every frame. */
  readonly show: () => void
  /** Sends what was kept. */
  readonly flush: () => void
  /** The window is gone. */
  readonly close: () => void
}

/** How often a window that nobody sees is told at most, in milliseconds. */
const hiddenPause = 1_000

/** No event is lost on the way: frames that are kept are merged into one that folds to the same. */
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

/** One frame for several that follow one another; null for none. */
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
