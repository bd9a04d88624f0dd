import { ActionIcon, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './side-panel.module.css'
import { useEscape } from './use-escape.ts'

interface Props {
  /** Its name for screen readers. */
  readonly label: string
  readonly onClose: () => void
  /** For its content; `--panel-gap` sets the space between its parts. */
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** A panel beside a list. It closes by its button, and by Escape wherever the focus is, unless something was opened later. */
export const SidePanel = ({ label, onClose, className = '', children }: Props) => {
  useEscape(true, onClose)
  return (
    <section className={`${classes.panel} ${className}`} aria-label={label} data-part>
      {children}
      <Tooltip label="Close (Esc)">
        <ActionIcon className={classes.close} aria-label="Close" onClick={onClose}>
          <IconX size={16} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </section>
  )
}
