import { useLayoutEffect, useRef } from 'react'

const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled)'

/**
 * Leads the focus home once a box is gone that has left it nowhere. The item of a menu goes with the menu, so there home is what opened
 * the menu. Where home has gone, too, `otherwise` says where the focus goes; without it, to the nearest thing that is left.
 */
export const useFocusHome = (opened: boolean): ((otherwise?: () => void) => void) => {
  const path = useRef<readonly Element[]>([])
  useLayoutEffect(() => {
    if (opened) path.current = pathFrom(document.activeElement)
  }, [opened])
  return (otherwise) =>
    // The box is still there when it is out of sight.
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

/** What has the focus, or has opened the menu that has it, and all that this lies in. */
const pathFrom = (element: Element | null): readonly Element[] => {
  const opener = element?.closest('[role="menu"]')?.getAttribute('aria-labelledby') ?? null
  const path: Element[] = []
  let at = opener === null ? element : document.getElementById(opener)
  for (; at !== null && at !== document.body; at = at.parentElement) path.push(at)
  return path
}
