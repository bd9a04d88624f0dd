import { useEffect, useEffectEvent } from 'react'
import { isPressed } from '../format/keys.ts'
import type { Action } from './use-actions.ts'

/** Single-character keys are text where something can be typed. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** Performs actions by their keys, wherever the focus is. */
export const useShortcuts = (actions: readonly Action[]): void => {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return
    const action = actions.find(({ keys }) => keys !== undefined && isPressed(keys, event))
    if (action === undefined || (action.keys === '?' && isTyping(event.target))) return
    event.preventDefault()
    if (action.enabled) action.perform()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}
