import { useState } from 'react'

export interface CursorStack<C> {
  /** The cursor of the current page; null for the first. */
  readonly cursor: C | null
  /** The number of the current page, from 0. */
  readonly index: number
  readonly forward: (next: C) => void
  readonly back: () => void
}

/**
 * Pages by cursor have no numbers, only a way forward; this remembers the way back. `scope` identifies what is paged
 * (its sorting and filters): when it changes, paging starts over.
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
