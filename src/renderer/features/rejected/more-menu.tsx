import { Button, Menu } from '@mantine/core'
import { IconDots, IconEraser, IconSend } from '@tabler/icons-react'
import { formatCount } from '../../../contract/amount.ts'

interface Props {
  /** How many messages, if all of them are meant; null if they were picked. */
  readonly all: number | null
  readonly busy: boolean
  /** Null if nothing can go back. */
  readonly onSendBack: (() => void) | null
  /** Null if nothing is left to erase. */
  readonly onErase: (() => void) | null
}

/** Actions on rejected messages that are seldom needed. */
export const MoreMenu = ({ all, busy, onSendBack, onErase }: Props) => {
  const which = all === null ? '' : ` all ${formatCount(all)}`
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="compact-xs"
          variant="default"
          disabled={busy}
          leftSection={<IconDots size={14} stroke={1.75} aria-hidden />}
        >
          More
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {onSendBack !== null && (
          <Menu.Item leftSection={<IconSend size={14} stroke={1.75} aria-hidden />} onClick={onSendBack}>
            Send{which} back to the queue…
          </Menu.Item>
        )}
        {onErase !== null && (
          <Menu.Item leftSection={<IconEraser size={14} stroke={1.75} aria-hidden />} onClick={onErase}>
            Erase{which} for good…
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
