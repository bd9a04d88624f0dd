import { useState } from 'react'
import { mostNamed } from '../../../contract/rejected.ts'

export interface Picks {
  readonly ids: ReadonlySet<string>
  readonly toggle: (id: string) => void
  /** Adds these to the picked ones, up to the most that a command accepts; returns whether all were added. */
  readonly add: (ids: readonly string[]) => boolean
  readonly clear: () => void
}

const none: ReadonlySet<string> = new Set()

/** Which messages are ticked. `scope` identifies the list: when it changes, nothing is ticked any more. */
export const usePicks = (scope: string): Picks => {
  const [state, setState] = useState({ scope, ids: none })
  const ids = state.scope === scope ? state.ids : none
  const set = (next: ReadonlySet<string>) => setState({ scope, ids: next })
  return {
    ids,
    toggle: (id) =>
      set(ids.has(id) ? ids.difference(new Set([id])) : new Set([...ids, id].slice(0, mostNamed))),
    add: (more) => {
      const all = new Set([...ids, ...more])
      set(new Set([...all].slice(0, mostNamed)))
      return all.size <= mostNamed
    },
    clear: () => set(none),
  }
}
