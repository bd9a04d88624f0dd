import { useEffect } from 'react'

/** Which state of a list is shown. */
export interface Stamp {
  readonly shown: string
  /** Changes whenever the list was changed. */
  readonly newest: string
  readonly show: (stamp: string) => void
}

/**
 * Updates a list to its newest state, while nobody loses their place by that.
 *
 * @param pace how long it waits after the last change, in milliseconds
 */
export const useFollowing = ({ shown, newest, show }: Stamp, mayFollow: boolean, pace: number): void => {
  useEffect(() => {
    if (shown === newest || !mayFollow) return undefined
    const timer = setTimeout(() => show(newest), pace)
    return () => clearTimeout(timer)
  }, [shown, newest, show, mayFollow, pace])
}
