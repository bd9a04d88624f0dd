import { useState } from 'react'

export interface Picks {
  readonly ids: ReadonlySet<string>
  readonly toggle: (id: string) => void
  /** Picks all of these, or none if all were picked. */
  readonly toggleAll: (ids: readonly string[]) => void
  readonly clear: () => void
}

const none: ReadonlySet<string> = new Set()

/** Which messages are ticked. `scope` names what is listed: when it changes, nothing is ticked any more. */
export const usePicks = (scope: string): Picks => {
  const [state, setState] = useState({ scope, ids: none })
  const ids = state.scope === scope ? state.ids : none
  const set = (next: ReadonlySet<string>) => setState({ scope, ids: next })
  return {
    ids,
    toggle: (id) => set(ids.has(id) ? ids.difference(new Set([id])) : new Set([...ids, id])),
    toggleAll: (all) => set(all.every((id) => ids.has(id)) ? none : new Set(all)),
    clear: () => set(none),
  }
}
