import type { Sheet } from './sheet.ts'

/** The edits, step by step. */
export interface SheetHistory {
  readonly past: readonly Sheet[]
  readonly now: Sheet
  readonly future: readonly Sheet[]
  /** Where the last step was made, so that typing a word is one step; null if the next edit starts its own step. */
  readonly key: string | null
  /** As it was opened or saved. */
  readonly kept: Sheet
}

/** How many steps are remembered. */
const mostSteps = 200

export const beginHistory = (sheet: Sheet): SheetHistory => ({
  ...{ past: [], now: sheet, future: [], key: null, kept: sheet },
})

/** @param key the place that is typed into; null for a step by itself */
export const edit = (history: SheetHistory, next: Sheet, key: string | null): SheetHistory => {
  if (next === history.now) return history
  const isSame = key !== null && key === history.key
  const past = isSame ? history.past : [...history.past, history.now].slice(-mostSteps)
  return { ...history, past, now: next, future: [], key }
}

export const undo = (history: SheetHistory): SheetHistory => {
  const before = history.past.at(-1)
  if (before === undefined) return history
  const { past, now, future } = history
  return { ...history, past: past.slice(0, -1), now: before, future: [now, ...future], key: null }
}

export const redo = (history: SheetHistory): SheetHistory => {
  const [after, ...future] = history.future
  if (after === undefined) return history
  return { ...history, past: [...history.past, history.now], now: after, future, key: null }
}

export const isChanged = ({ now, kept }: SheetHistory): boolean => now !== kept
