import { EventEmitter } from 'node:events'
import type { StandInWindow } from './browser-window.ts'

const list = new Set<StandInWindow>()

/** `created` with the window; `all-closed` when the last one is closed. */
export const windowEvents = new EventEmitter()

export const openWindows = (): readonly StandInWindow[] => [...list]

export const addWindow = (window: StandInWindow): void => {
  list.add(window)
}

export const removeWindow = (window: StandInWindow): void => {
  if (list.delete(window) && list.size === 0) windowEvents.emit('all-closed')
}
