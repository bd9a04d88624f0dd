import { useSyncExternalStore } from 'react'

/** A dialog that can be opened from several places: a button, the palette. */
export interface Dialog {
  readonly open: () => void
  readonly close: () => void
  readonly useOpened: () => boolean
}

export const createDialog = (): Dialog => {
  let opened = false
  const listeners = new Set<() => void>()
  const set = (next: boolean) => () => {
    opened = next
    for (const listener of listeners) listener()
  }
  const subscribe = (onChange: () => void) => {
    listeners.add(onChange)
    return () => listeners.delete(onChange)
  }
  return {
    open: set(true),
    close: set(false),
    useOpened: () => useSyncExternalStore(subscribe, () => opened),
  }
}
