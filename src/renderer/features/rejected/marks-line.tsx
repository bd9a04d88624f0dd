import { ActionIcon, Button } from '@mantine/core'
import { IconEyeSearch, IconX } from '@tabler/icons-react'
import type { RejectedMark } from '../../../contract/finding.ts'
import { mostTags } from '../../../contract/mark-words.ts'
import type { RejectedSummary } from '../../../contract/rejected.ts'
import { visible } from '../../../contract/visible.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import classes from './marks-line.module.css'
import { TagField } from './tag-field.tsx'
import { SenderText } from '../../ui/sender-text.tsx'

interface Props {
  readonly message: RejectedSummary
  readonly busy: boolean
  readonly onMark: (mark: RejectedMark) => void
}

/** The tags of a message, and whether it is under investigation; both stay whatever becomes of it. */
export const MarksLine = ({ message, busy, onMark }: Props) => {
  const { tags, state, investigatedSince, investigatedBy } = message
  const isInvestigated = investigatedSince !== null
  return (
    <div className={classes.line}>
      {state === 'kept' && (
        <Button
          size="compact-xs"
          variant="default"
          disabled={busy}
          leftSection={<IconEyeSearch size={14} stroke={1.75} aria-hidden />}
          onClick={() => onMark({ do: 'investigate', on: !isInvestigated })}
        >
          {isInvestigated ? 'End investigation' : 'Investigate'}
        </Button>
      )}
      {tags.length > 0 && (
        <ul aria-label="Tags" className={classes.tags}>
          {tags.map((tag) => (
            <li key={tag} className={classes.tag}>
              <span title={visible(tag)}>
                <SenderText text={tag} />
              </span>
              <ActionIcon
                size={18}
                aria-label={`Remove tag ${visible(tag)}`}
                disabled={busy}
                onClick={() => onMark({ do: 'untag', tag })}
              >
                <IconX size={12} stroke={1.75} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      {tags.length < mostTags && <TagField busy={busy} onAdd={(tag) => onMark({ do: 'tag', tag })} />}
      {state === 'kept' && isInvestigated && (
        <p className={classes.words}>
          Under investigation, begun <RelativeTime at={Date.parse(investigatedSince)} />
          {investigatedBy !== null && (
            <>
              {' '}
              by <SenderText text={investigatedBy} />
            </>
          )}
        </p>
      )}
    </div>
  )
}
