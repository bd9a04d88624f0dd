import { useLayoutEffect, useRef } from 'react'

const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled)'

/**
 * Returns the focus after a box has closed and left it nowhere. A menu's item disappears with the menu, so the focus
 * returns to what opened the menu. If that is gone, too, `otherwise` decides where the focus goes; without it, it
 * goes to the nearest element that is left.
 */
export const useFocusHome = (opened: boolean): ((otherwise?: () => void) => void) => {
  const path = useRef<readonly Element[]>([])
  useLayoutEffect(() => {
    if (opened) path.current = pathFrom(document.activeElement)
  }, [opened])
  return (otherwise) =>
    // The box still exists when it is hidden.
    requestAnimationFrame(() => {
      if (document.activeElement !== document.body) return
      const [home, ...around] = path.current
      if (home instanceof HTMLElement && home.isConnected && !home.matches(':disabled')) home.focus()
      else if (otherwise !== undefined) otherwise()
      else
        around
          .map(firstIn)
          .find((place) => place !== undefined)
          ?.focus()
    })
}

const firstIn = (place: Element): HTMLElement | undefined =>
  place.isConnected
    ? [...place.querySelectorAll<HTMLElement>(focusable)].find((one) => one.checkVisibility())
    : undefined

/** The focused element, or the one that opened its menu, and all elements around it. */
const pathFrom = (element: Element | null): readonly Element[] => {
  const opener = element?.closest('[role="menu"]')?.getAttribute('aria-labelledby') ?? null
  const path: Element[] = []
  let at = opener === null ? element : document.getElementById(opener)
  for (; at !== null && at !== document.body; at = at.parentElement) path.push(at)
  return path
}
