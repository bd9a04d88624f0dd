import { useEffect, useEffectEvent } from 'react'
import type { PageAction } from '../../contract/page-action.ts'
import { useMonitor } from '../state/monitor-context.tsx'
import { openPalette } from './command-palette.tsx'
import type { Action } from './use-actions.ts'

/** Performs what is chosen in the desktop app's native menu, by the same actions as the keys and the palette. */
export const useMenu = (actions: readonly Action[]): void => {
  const onChoice = useEffectEvent((chosen: PageAction) => {
    if (chosen === 'palette') return openPalette()
    const action = actions.find(({ name }) => name === chosen)
    // The menu learns of a run's end a moment before or after the page does.
    if (action?.enabled === true) action.perform()
  })
  // Before there is a snapshot nothing can be run; a choice made meanwhile is kept.
  const loaded = useMonitor((state) => state.loaded)
  useEffect(() => (loaded ? window.sluice?.listenToMenu((chosen) => onChoice(chosen)) : undefined), [loaded])
}
