import { Button, Popover } from '@mantine/core'
import { IconTag } from '@tabler/icons-react'
import { useState } from 'react'
import type { RejectedMark } from '../../../contract/finding.ts'
import classes from './marks-line.module.css'
import { TagField } from './tag-field.tsx'

interface Props {
  readonly label: string
  readonly busy: boolean
  readonly onMark: (mark: RejectedMark) => void
}

/** Tags for several messages at once, and whether somebody looks into them. */
export const MarkMenu = ({ label, busy, onMark }: Props) => {
  const [opened, setOpened] = useState(false)
  const mark = (one: RejectedMark): void => {
    onMark(one)
    setOpened(false)
  }
  return (
    <Popover position="bottom-end" trapFocus shadow="md" opened={opened} onChange={setOpened}>
      <Popover.Target>
        <Button
          size="compact-xs"
          variant="default"
          disabled={busy}
          leftSection={<IconTag size={14} stroke={1.75} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown}>
        <TagField
          busy={busy}
          onAdd={(tag) => mark({ do: 'tag', tag })}
          onRemove={(tag) => mark({ do: 'untag', tag })}
        />
        <div className={classes.line}>
          <Button size="compact-xs" variant="default" onClick={() => mark({ do: 'investigate', on: true })}>
            Investigate
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => mark({ do: 'investigate', on: false })}>
            End investigation
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
