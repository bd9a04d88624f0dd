import { useSyncExternalStore } from 'react'

export const views = ['monitor', 'rows', 'rejected', 'runs', 'settings'] as const

export type View = (typeof views)[number]

/** What the views are called. */
export const viewLabels: Readonly<Record<View, string>> = {
  monitor: 'Monitor',
  rows: 'Rows',
  rejected: 'Rejected',
  runs: 'Runs',
  settings: 'Settings',
}

/** The address of a view inside the page; `params` say what it shall show, as in `#/rejected?run=…`. */
export const viewHref = (view: View, params: Readonly<Record<string, string>> = {}): string => {
  const text = new URLSearchParams(params).toString()
  return `#/${view}${text === '' ? '' : `?${text}`}`
}

const subscribe = (onChange: () => void) => {
  window.addEventListener('hashchange', onChange)
  return () => window.removeEventListener('hashchange', onChange)
}

const named = (): View | undefined =>
  views.find((view) => window.location.hash.split('?')[0] === viewHref(view))

const current = (): View => named() ?? 'monitor'

const key = 'sluice-view'

/** Begins with the view of the last time where the address names none, and keeps from now on which one is on show. */
export const keepView = (): void => {
  const kept = views.find((view) => view === localStorage.getItem(key))
  if (named() === undefined && kept !== undefined) window.history.replaceState(null, '', viewHref(kept))
  subscribe(() => localStorage.setItem(key, current()))
}

/** The view on show. It lives in the address, so that a reload and the back button keep to it. */
export const useView = (): View => useSyncExternalStore(subscribe, current)

export const showView = (view: View): void => {
  window.location.hash = viewHref(view)
}

/** What the address says that a view shall show; null where it says nothing, or another view is on show. */
export const useViewParam = (view: View, name: string): string | null =>
  useSyncExternalStore(subscribe, () =>
    current() === view ? new URLSearchParams(window.location.hash.split('?')[1] ?? '').get(name) : null,
  )

/** Has the address name the view alone. */
export const forgetViewParams = (): void => {
  if (window.location.hash.includes('?')) showView(current())
}
