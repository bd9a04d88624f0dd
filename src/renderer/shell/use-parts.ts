import { useEffect, useRef, type RefObject } from 'react'
import { isPressed } from '../format/keys.ts'
import type { View } from '../state/use-view.ts'

/** The parts of the window that can have the focus: the navigation, the view, its list, its panel, the status line. */
const parts = '[data-part]'

/** The elements that Tab stops at. */
const stops = 'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, [tabindex="0"]'

const isInSight = (element: HTMLElement): boolean => element.checkVisibility()

/** The innermost part that has the focus; -1 if none has. */
const current = (all: readonly HTMLElement[]): number =>
  all.findLastIndex((part) => part.contains(document.activeElement))

const enter = (part: HTMLElement): void => {
  const first = [...part.querySelectorAll<HTMLElement>(stops)].find(
    (element) => element.tabIndex >= 0 && isInSight(element),
  )
  // A part that can take the focus itself is entered as a whole.
  const target = part.tabIndex >= 0 || part.hasAttribute('tabindex') ? part : (first ?? part)
  target.focus()
}

const step = (by: 1 | -1): void => {
  const all = [...document.querySelectorAll<HTMLElement>(parts)].filter(isInSight)
  const at = current(all)
  const next = at === -1 && by === -1 ? all.at(-1) : all[(at + by + all.length) % all.length]
  if (next !== undefined) enter(next)
}

/** F6 moves from one part of the window to the next, Shift+F6 to the one before, as in other desktop programs. */
export const usePartKeys = (): void => {
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      const by = isPressed('F6', event) ? 1 : isPressed('shift+F6', event) ? -1 : null
      if (by === null || event.defaultPrevented) return
      event.preventDefault()
      step(by)
    }
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}

/** When another view is shown, the focus moves there too, unless it is already in it. */
export const useFocusInView = (view: View): RefObject<HTMLElement | null> => {
  const main = useRef<HTMLElement>(null)
  const shown = useRef(view)
  useEffect(() => {
    if (shown.current === view) return
    shown.current = view
    const focused = document.activeElement
    // The element that had the focus is hidden by now, and the browser takes the focus off it later.
    const isThere = main.current?.contains(focused) === true && focused?.checkVisibility() === true
    if (!isThere) main.current?.focus({ preventScroll: true })
  }, [view])
  return main
}
