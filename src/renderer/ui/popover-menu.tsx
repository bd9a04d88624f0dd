import { Button, Popover, type PopoverProps } from '@mantine/core'
import type { Icon as TablerIcon } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import classes from './popover-menu.module.css'

interface Props {
  readonly label: string
  readonly Icon: TablerIcon
  readonly size?: 'compact-sm' | 'compact-xs'
  /** In CSS pixels; left out for the width of its content. */
  readonly width?: number
  readonly position?: PopoverProps['position']
  readonly disabled?: boolean
  /** The button's class. */
  readonly className?: string | undefined
  /** Its content, given a function that closes it. */
  readonly children: (close: () => void) => ReactNode
}

/** A button that opens a small panel beneath it, which takes the focus and closes by Escape or a click beside it. */
export const PopoverMenu = ({
  label,
  Icon,
  size = 'compact-sm',
  width,
  position = 'bottom-end',
  disabled = false,
  className,
  children,
}: Props) => {
  const [opened, setOpened] = useState(false)
  return (
    <Popover
      {...(width === undefined ? {} : { width })}
      position={position}
      trapFocus
      shadow="md"
      opened={opened}
      onChange={setOpened}
    >
      <Popover.Target>
        <Button
          variant="default"
          size={size}
          className={className}
          disabled={disabled}
          leftSection={<Icon size={14} stroke={size === 'compact-xs' ? 1.75 : 2} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown}>{children(() => setOpened(false))}</Popover.Dropdown>
    </Popover>
  )
}
