import type { History } from '../../contract/history.ts'

/** How many messages waited from a moment on (milliseconds since 1970); null where nobody could know. */
export interface Level {
  readonly at: number
  readonly visible: number | null
}

/** How far back the level chart looks, in milliseconds. */
export const levelWindow = 120_000

const mostLevels = 1_000

/** Levels with one more at the end; those that left the window go, except the last, which the line starts from. */
export const addLevel = (levels: readonly Level[], { at, visible }: Level): readonly Level[] => {
  const last = levels.at(-1)
  // That nobody knows is said once, and never of a time before the last answer.
  if (visible === null && (last === undefined || last.visible === null)) return levels
  const from = at - levelWindow
  const firstInside = levels.findIndex((level) => level.at >= from)
  const kept = firstInside === -1 ? levels.slice(-1) : levels.slice(Math.max(0, firstInside - 1))
  return [...kept.slice(-mostLevels), { at: Math.max(at, last?.at ?? at), visible }]
}

/** The same with what the database remembers from before this window looked, as after a reload. */
export const withHistory = (levels: readonly Level[], history: History | null): readonly Level[] => {
  const first = levels[0]?.at ?? Infinity
  const before = (history?.steps ?? []).flatMap(({ at, visible }) =>
    visible === null || at >= first ? [] : [{ at, visible }],
  )
  return [...before, ...levels]
}
