import { useState } from 'react'

export interface CursorStack<C> {
  /** Where the page on show starts; null for the first. */
  readonly cursor: C | null
  /** The number of the page on show, from 0. */
  readonly index: number
  readonly forward: (next: C) => void
  readonly back: () => void
}

/**
 * Pages by key have no numbers, only a way on; this remembers the way back. `scope` names what is paged (its sorting and
 * filters): when it changes, paging starts over.
 */
export const useCursorStack = <C>(scope: string): CursorStack<C> => {
  const [state, setState] = useState<{ readonly scope: string; readonly cursors: readonly C[] }>({
    scope,
    cursors: [],
  })
  const cursors = state.scope === scope ? state.cursors : []
  return {
    cursor: cursors.at(-1) ?? null,
    index: cursors.length,
    forward: (next) => setState({ scope, cursors: [...cursors, next] }),
    back: () => setState({ scope, cursors: cursors.slice(0, -1) }),
  }
}
