import { Button } from '@mantine/core'
import { IconTag } from '@tabler/icons-react'
import type { RejectedMark } from '../../../contract/finding.ts'
import classes from './marks-line.module.css'
import { TagField } from './tag-field.tsx'
import { PopoverMenu } from '../../ui/popover-menu.tsx'

interface Props {
  readonly label: string
  readonly busy: boolean
  readonly onMark: (mark: RejectedMark) => void
}

/** Tags for several messages at once, and whether they are under investigation. */
export const MarkMenu = ({ label, busy, onMark }: Props) => {
  return (
    <PopoverMenu label={label} Icon={IconTag} size="compact-xs" width={300} disabled={busy}>
      {(close) => {
        const mark = (one: RejectedMark): void => {
          onMark(one)
          close()
        }
        return (
          <>
            <TagField
              busy={busy}
              onAdd={(tag) => mark({ do: 'tag', tag })}
              onRemove={(tag) => mark({ do: 'untag', tag })}
            />
            <div className={classes.line}>
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => mark({ do: 'investigate', on: true })}
              >
                Investigate
              </Button>
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => mark({ do: 'investigate', on: false })}
              >
                End investigation
              </Button>
            </div>
          </>
        )
      }}
    </PopoverMenu>
  )
}
