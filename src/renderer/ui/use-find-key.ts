import { useEffect, useEffectEvent } from 'react'
import { isPressed } from '../format/keys.ts'

/** Ctrl+F, or Command+F on a Mac, leads to the current view's search. */
export const useFindKey = (onFind: () => void): void => {
  const find = useEffectEvent(onFind)
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || !isPressed('mod+F', event)) return
      event.preventDefault()
      find()
    }
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}
