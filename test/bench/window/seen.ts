/** The page's own measurements, in milliseconds. */
export interface Seen {
  /** Between two frames that were drawn. */
  readonly gaps: readonly number[]
  /** Tasks that took more than 50 ms. */
  readonly tasks: readonly number[]
  /** Frames from the engine, and the length of the largest. */
  readonly frames: number
  readonly largest: number
  readonly startedAt: number
  readonly endedAt: number
}

/** Runs in the page, whose types this program does not have. */
export const watch = `
  window.seen = { gaps: [], tasks: [], frames: 0, largest: 0, startedAt: 0 }
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) seen.tasks.push(task.duration)
  }).observe({ entryTypes: ['longtask'] })
  let last = performance.now()
  const tick = (now) => {
    if (seen.startedAt > 0) seen.gaps.push(now - last)
    last = now
    requestAnimationFrame(tick)
  }
  requestAnimationFrame(tick)
  window.sluice.listen((frame) => {
    seen.frames += 1
    seen.largest = Math.max(seen.largest, JSON.stringify(frame).length)
  })`

export const standing = ({ gaps, tasks, frames, largest, startedAt, endedAt }: Seen) => {
  const sorted = [...gaps].sort((a, b) => a - b)
  const perSecond = (share: number): number => 1_000 / (sorted[Math.floor(sorted.length * share)] ?? NaN)
  const seconds = (endedAt - startedAt) / 1_000
  return {
    seconds,
    framesPerSecondMedian: perSecond(0.5),
    framesPerSecondP5: perSecond(0.95),
    longTasks: tasks.length,
    longestTaskMs: Math.max(0, ...tasks),
    messagesPerSecond: frames / seconds,
    largestBytes: largest,
  }
}
