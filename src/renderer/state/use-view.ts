import { useSyncExternalStore } from 'react'

export const views = ['monitor', 'rows', 'rejected', 'settings'] as const

export type View = (typeof views)[number]

/** What the views are called. */
export const viewLabels: Readonly<Record<View, string>> = {
  monitor: 'Monitor',
  rows: 'Rows',
  rejected: 'Rejected',
  settings: 'Settings',
}

/** The address of a view inside the page. */
export const viewHref = (view: View): string => `#/${view}`

const subscribe = (onChange: () => void) => {
  window.addEventListener('hashchange', onChange)
  return () => window.removeEventListener('hashchange', onChange)
}

const current = (): View => views.find((view) => window.location.hash === viewHref(view)) ?? 'monitor'

/** The view on show. It lives in the address, so that a reload and the back button keep to it. */
export const useView = (): View => useSyncExternalStore(subscribe, current)

export const showView = (view: View): void => {
  window.location.hash = viewHref(view)
}
