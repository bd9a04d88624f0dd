import { Button } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import type { EventDefinition } from '../../../contract/event-definition.ts'
import { describeNotice, newNamesOf, shownPointer, type SourceNotice } from '../../../contract/run-notes.ts'
import { isolated } from '../../../contract/visible.ts'
import { editEvent } from '../../state/event-editing.ts'
import { useSettled } from '../../state/monitor-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import classes from '../../ui/notice.module.css'
import { SaidText, SenderText, Sentence } from '../../ui/sender-text.tsx'
import { useRunCommandFailure } from './use-run-commands.ts'

interface Props {
  /** Not at the first start: what was created then is not news. */
  readonly hasNews: boolean
}

/** What is worth knowing of the connection, and why the last button did nothing. What is cut off is shown above all views. */
export const ConnectionNotice = ({ hasNews }: Props) => {
  const connection = useSettled((state) => state.snapshot.connection)
  const commandFailure = useRunCommandFailure()
  if (connection.state !== 'connected') return null
  return (
    <>
      {hasNews && connection.source.notices.length > 0 && (
        <Notices notices={connection.source.notices} event={connection.source.event} />
      )}
      {commandFailure !== null && <FailureNotice failure={commandFailure} />}
    </>
  )
}

interface NoticesProps {
  readonly notices: readonly SourceNotice[]
  readonly event: EventDefinition
}

const Notices = ({ notices, event }: NoticesProps) => (
  <div className={classes.notice} role="note">
    <IconInfoCircle className={classes.icon} size={18} stroke={1.75} aria-hidden />
    <ul className={classes.words}>
      {notices.map((notice) => (
        <li key={describeNotice(notice)}>
          {typeof notice === 'string' ? (
            <SaidText text={notice} />
          ) : (
            <Sentence text={describeNotice(notice, isolated)} />
          )}
          {newNamesOf(notice)
            .filter((pointer) => event.fields.every((field) => field.pointer !== pointer))
            .map((pointer) => (
              <AddField key={pointer} pointer={pointer} />
            ))}
        </li>
      ))}
    </ul>
  </div>
)

const AddField = ({ pointer }: { readonly pointer: string }) => (
  <>
    {' '}
    <Button
      size="compact-xs"
      variant="default"
      onClick={() => editEvent({ kind: 'in-use', addField: pointer })}
    >
      Add field <SenderText text={shownPointer(pointer)} />
    </Button>
  </>
)
