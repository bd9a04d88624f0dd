import { useSyncExternalStore } from 'react'

export const views = ['monitor', 'rows', 'rejected', 'runs', 'settings'] as const

export type View = (typeof views)[number]

/** The names of the views. */
export const viewLabels: Readonly<Record<View, string>> = {
  monitor: 'Monitor',
  rows: 'Rows',
  rejected: 'Rejected',
  runs: 'Runs',
  settings: 'Settings',
}

/** The address of a view inside the page; `params` say what it shows, as in `#/rejected?run=…`. */
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

/** Starts with the last view if the address names none, and remembers the current one from now on. */
export const keepView = (): void => {
  const kept = views.find((view) => view === localStorage.getItem(key))
  if (named() === undefined && kept !== undefined) window.history.replaceState(null, '', viewHref(kept))
  const remember = (): void => localStorage.setItem(key, current())
  remember()
  subscribe(remember)
}

/** The current view. It is in the address, so that it survives a reload and the back button works. */
export const useView = (): View => useSyncExternalStore(subscribe, current)

export const showView = (view: View): void => {
  window.location.hash = viewHref(view)
}

/** A parameter for a view in the address; null if it is not there, or another view is shown. */
export const useViewParam = (view: View, name: string): string | null =>
  useSyncExternalStore(subscribe, () =>
    current() === view ? new URLSearchParams(window.location.hash.split('?')[1] ?? '').get(name) : null,
  )

/** Removes the parameters from the address. */
export const forgetViewParams = (): void => {
  if (window.location.hash.includes('?')) showView(current())
}
