import { useEffect, useEffectEvent } from 'react'
import { isPressed } from '../../../format/keys.ts'

/** Ctrl+S, or Command+S on a Mac, saves what was typed, wherever the focus is. */
export const useSaveKey = (onSave: () => void): void => {
  const save = useEffectEvent(onSave)
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || !isPressed('mod+S', event)) return
      event.preventDefault()
      save()
    }
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}
