import { useSyncExternalStore } from 'react'
import type { ParsedInput } from '../../contract/monitor.ts'

/** How the next run shall go on: what Run and every shortcut for it start with. */
export type RunChoices = Omit<ParsedInput<'startRun'>, 'ignoreRejectedShare'>

let choices: RunChoices = { until: 'empty', maxMessages: null, maxSeconds: null }
const listeners = new Set<() => void>()

const subscribe = (onChange: () => void) => {
  listeners.add(onChange)
  return () => listeners.delete(onChange)
}

export const currentRunChoices = (): RunChoices => choices

/** Kept for as long as the page is open: a limit that outlived it would surprise. */
export const useRunChoices = (): RunChoices => useSyncExternalStore(subscribe, currentRunChoices)

export const chooseRun = (change: Partial<RunChoices>): void => {
  choices = { ...choices, ...change }
  for (const listener of listeners) listener()
}
