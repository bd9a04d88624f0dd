import { useEffectEvent, useLayoutEffect } from 'react'

/** What Escape closes, in the order in which it was opened. */
const open: (() => void)[] = []

const onKeyDown = (event: KeyboardEvent): void => {
  // Menus, dialogs and fields that use Escape themselves mark the event.
  if (event.key !== 'Escape' || event.defaultPrevented || isOverlaid(event.target)) return
  const close = open.at(-1)
  if (close === undefined) return
  event.preventDefault()
  close()
}

/** Whether the key belongs to an overlay that closes by itself. */
const isOverlaid = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null

/** Closes by Escape, wherever the focus is, the last opened of all that use this. */
export const useEscape = (isOpen: boolean, onClose: () => void): void => {
  const close = useEffectEvent(onClose)
  // As soon as it is shown: a quick Escape would close what is beneath.
  useLayoutEffect(() => {
    if (!isOpen) return undefined
    const entry = () => close()
    if (open.length === 0) window.addEventListener('keydown', onKeyDown)
    open.push(entry)
    return () => {
      open.splice(open.indexOf(entry), 1)
      if (open.length === 0) window.removeEventListener('keydown', onKeyDown)
    }
  }, [isOpen])
}
