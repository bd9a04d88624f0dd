import { useSyncExternalStore } from 'react'
import type { EventPlace } from '../../contract/event-editing.ts'

/** A definition to edit, and where the result goes. */
export type EventEditing =
  /** The definition of a connection being typed; its form gets the path. A null path starts a new one. */
  | {
      readonly kind: 'typed'
      readonly place: EventPlace
      readonly path: string | null
      readonly onSaved: (path: string) => void
    }
  /** The definition of the connection in use, with one more field. */
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
