import type { BrowserWindow } from 'electron'
import { progressOf } from '../contract/progress.ts'
import type { Snapshot } from '../contract/snapshot.ts'
import type { Follower } from './follow.ts'
import type { Windows } from './windows.ts'

/** Electron's values for no bar, and for an indeterminate one. */
const off = -1
const indeterminate = 2

/** A run's progress for the dock or task bar, in whole percents from 0 to 1; or one of Electron's two other values. */
export const barOf = ({ run, depth }: Snapshot, platform: NodeJS.Platform = process.platform): number => {
  if (run === null || run.end !== null) return off
  const { done } = progressOf(run, depth)
  // A run until stopped is never done, whatever the queue contains now.
  if (done !== null && run.until !== 'stopped') return Math.floor(done * 100) / 100
  // The macOS dock's bar never shows a share again once it was indeterminate.
  return platform === 'darwin' ? off : indeterminate
}

/** The queue's own counts lag a little behind ours, so a share may fall back by this much without meaning anything. */
const tremor = 0.05

/** What to show after `shown`: the bar does not tremble, but it goes back if many messages have arrived. */
export const steadyBar = (shown: number, bar: number): number =>
  bar >= 0 && bar < shown && shown <= 1 && shown - bar <= tremor ? shown : bar

/** Shows a run's progress on the dock or task bar, if the system supports that. */
export const showProgress = (engine: Follower, windows: Windows): void => {
  const shown = new WeakMap<BrowserWindow, number>()
  engine.onChange((snapshot) => {
    const bar = barOf(snapshot)
    for (const window of windows.all()) {
      const before = shown.get(window) ?? off
      const now = steadyBar(before, bar)
      if (now === before) continue
      shown.set(window, now)
      window.setProgressBar(now)
    }
  })
}
