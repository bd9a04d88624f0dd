import { useState, useSyncExternalStore } from 'react'
import type { RejectedSelection } from '../../../contract/rejected.ts'

/** What the panel of rules opens with. */
export interface RulesStart {
  /** The initial rule: one that a person's version of a message suggests, a kept one, or none yet. */
  readonly rule:
    | { readonly by: 'message'; readonly id: string; readonly version: number }
    | { readonly by: 'kept'; readonly hash: string }
    | null
  /** The messages to mend. */
  readonly which: RejectedSelection
}

/** An open panel; `number` counts them from 1. */
export interface OpenedRules {
  readonly number: number
  readonly start: RulesStart
}

let opened: OpenedRules | null = null
let count = 0
const listeners = new Set<() => void>()

const set = (next: OpenedRules | null): void => {
  opened = next
  for (const listener of listeners) listener()
}

/** Opens the panel of rules beside the rejected messages, in place of what is open there. */
export const openRules = (start: RulesStart): void => {
  count += 1
  set({ number: count, start })
}

export const closeRules = (): void => set(null)

/** The open panel, or null. A panel opened before this view was first drawn belongs to another database, and is not shown. */
export const useOpenedRules = (): OpenedRules | null => {
  const [before] = useState(() => count)
  const now = useSyncExternalStore(subscribe, () => opened)
  return now !== null && now.number > before ? now : null
}

const subscribe = (onChange: () => void) => {
  listeners.add(onChange)
  return () => listeners.delete(onChange)
}
