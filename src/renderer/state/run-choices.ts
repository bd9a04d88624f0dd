import { useSyncExternalStore } from 'react'
import type { ParsedInput } from '../../contract/monitor.ts'

/** The choices for the next run: what Run and all its shortcuts start with. */
export type RunChoices = Omit<ParsedInput<'startRun'>, 'ignoreRejectedShare'>

let choices: RunChoices = { until: 'empty', maxMessages: null, maxSeconds: null }
const listeners = new Set<() => void>()

const subscribe = (onChange: () => void) => {
  listeners.add(onChange)
  return () => listeners.delete(onChange)
}

export const currentRunChoices = (): RunChoices => choices

/** Kept as long as the page is open: a limit that survived longer would surprise. */
export const useRunChoices = (): RunChoices => useSyncExternalStore(subscribe, currentRunChoices)

export const chooseRun = (change: Partial<RunChoices>): void => {
  choices = { ...choices, ...change }
  for (const listener of listeners) listener()
}
