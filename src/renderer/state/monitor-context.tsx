import type { QueryClient } from '@tanstack/react-query'
import { createContext, use, useSyncExternalStore } from 'react'
import type { PageClient } from '../client/page-client.ts'
import type { MonitorState, MonitorStore } from './monitor-store.ts'
import type { Readable } from './settled-store.ts'

export interface Monitor {
  readonly client: PageClient
  readonly store: MonitorStore
  /** See `settleStore`. */
  readonly settled: Readable
  /** Queries of the page, independent of the connection: the settings, and the state of commands. */
  readonly pageQueries: QueryClient
}

export const MonitorContext = createContext<Monitor | null>(null)

/** This page's client and store. */
export const useMonitorContext = (): Monitor => {
  const monitor = use(MonitorContext)
  if (monitor === null) throw new Error('No monitor around this component')
  return monitor
}

/** A part of the live state; redraws when that part changes. `select` must return the same object for the same state. */
export const useMonitor = <T,>(select: (state: MonitorState) => T): T => {
  const { store } = useMonitorContext()
  return useSyncExternalStore(store.subscribe, () => select(store.getState()))
}

/** The same, at a pace at which numbers can be read; see `settleStore`. */
export const useSettled = <T,>(select: (state: MonitorState) => T): T => {
  const { settled } = useMonitorContext()
  return useSyncExternalStore(settled.subscribe, () => select(settled.getState()))
}
