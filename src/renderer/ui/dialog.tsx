import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './dialog.module.css'
import { useFocusHome } from './use-focus-home.ts'

interface Props {
  readonly title: string
  readonly opened: boolean
  /** In CSS pixels. */
  readonly size?: number
  readonly onClose: () => void
  /** It is closed and no longer visible. */
  readonly onGone?: () => void
  readonly children: ReactNode
}

/** A box in the middle that must be answered or closed. Escape closes it, and the focus returns to where it was. */
export const Dialog = ({ title, opened, size = 520, onClose, onGone, children }: Props) => {
  const goHome = useFocusHome(opened)
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={() => goHome(onGone)}
      title={title}
      centered
      lockScroll={false}
      size={size}
      closeButtonProps={{ 'aria-label': 'Close' }}
      classNames={{ content: classes.content, header: classes.header, title: classes.title }}
    >
      {children}
    </Modal>
  )
}
