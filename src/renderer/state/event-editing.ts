import { useSyncExternalStore } from 'react'
import type { EventPlace } from '../../contract/event-editing.ts'

/** A definition that shall be edited, and what becomes of it. */
export type EventEditing =
  /** That of a connection as it is typed; its form hears the path. A path of null begins a new one. */
  | {
      readonly kind: 'typed'
      readonly place: EventPlace
      readonly path: string | null
      readonly onSaved: (path: string) => void
    }
  /** That of the connection in use, with one place more. */
  | { readonly kind: 'in-use'; readonly addField: string }

let current: EventEditing | null = null
const listeners = new Set<() => void>()

const set = (next: EventEditing | null): void => {
  current = next
  for (const listener of listeners) listener()
}

/** Opens the editor, from anywhere in the window. */
export const editEvent = (editing: EventEditing): void => set(editing)

export const closeEventEditor = (): void => set(null)

const subscribe = (onChange: () => void) => {
  listeners.add(onChange)
  return () => listeners.delete(onChange)
}

/** What is being edited; null for nothing. */
export const useEventEditing = (): EventEditing | null => useSyncExternalStore(subscribe, () => current)
