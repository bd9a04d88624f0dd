import type { Depth } from '../../contract/events.ts'

/** How many messages waited at a moment (milliseconds since 1970). */
export interface Level {
  readonly at: number
  readonly visible: number
}

/** How far back the level chart looks, in milliseconds. */
export const levelWindow = 120_000

const mostLevels = 1_000

/** Levels with one more at the end; those that left the window go, except the last, which the line starts from. */
export const addLevel = (levels: readonly Level[], depth: Depth): readonly Level[] => {
  const from = depth.at - levelWindow
  const firstInside = levels.findIndex((level) => level.at >= from)
  const kept = firstInside === -1 ? levels.slice(-1) : levels.slice(Math.max(0, firstInside - 1))
  return [...kept.slice(-mostLevels), { at: depth.at, visible: depth.visible }]
}
