import { Menu } from '@mantine/core'
import type { ReactNode } from 'react'

/** A place in the window, in pixels. */
export interface Point {
  readonly x: number
  readonly y: number
}

interface Props {
  /** Its name for screen readers. */
  readonly label: string
  readonly at: Point
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A menu at the pointer, or at the focus. */
export const PointMenu = ({ label, at, onClose, children }: Props) => (
  // The key that opens it must not close it at once.
  <Menu
    opened
    onClose={onClose}
    position="bottom-start"
    offset={2}
    clickOutsideEvents={['mousedown', 'touchstart']}
  >
    <Menu.Target>
      <span aria-hidden style={{ position: 'fixed', left: at.x, top: at.y, width: 1, height: 1 }} />
    </Menu.Target>
    <Menu.Dropdown aria-label={label}>{children}</Menu.Dropdown>
  </Menu>
)

/** Where a menu opens: at the pointer, or below an element if a key opened it. */
export const pointOf = (
  event: { readonly clientX: number; readonly clientY: number },
  element: Element,
): Point => {
  if (event.clientX > 0 || event.clientY > 0) return { x: event.clientX, y: event.clientY }
  const { left, bottom } = element.getBoundingClientRect()
  return { x: left, y: bottom }
}
