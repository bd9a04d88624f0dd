import { useSyncExternalStore } from 'react'
import type { TimeZone } from '../format/time.ts'

const key = 'sluice-time-zone'

const listeners = new Set<() => void>()

const subscribe = (onChange: () => void) => {
  listeners.add(onChange)
  return () => void listeners.delete(onChange)
}

const current = (): TimeZone => (localStorage.getItem(key) === 'utc' ? 'utc' : 'local')

/** The zone in which all views show exact times; this machine's unless someone chose UTC. */
export const useTimeZone = (): TimeZone => useSyncExternalStore(subscribe, current)

/** Chooses the zone for this window, and remembers it. */
export const setTimeZone = (zone: TimeZone): void => {
  localStorage.setItem(key, zone)
  for (const onChange of listeners) onChange()
}
