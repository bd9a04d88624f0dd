import { IconInfoCircle } from '@tabler/icons-react'
import { useSettled } from '../../state/monitor-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import classes from '../../ui/notice.module.css'
import { SenderText } from '../../ui/sender-text.tsx'
import { useRunCommandFailure } from './use-run-commands.ts'

interface Props {
  /** Not at the first start: that something was made then is no news. */
  readonly hasNews: boolean
}

/** What is worth knowing of the connection, and why the last button did nothing. What is cut off stands above all views. */
export const ConnectionNotice = ({ hasNews }: Props) => {
  const connection = useSettled((state) => state.snapshot.connection)
  const commandFailure = useRunCommandFailure()
  if (connection.state !== 'connected') return null
  return (
    <>
      {hasNews && connection.source.notices.length > 0 && <Notices notices={connection.source.notices} />}
      {commandFailure !== null && <FailureNotice failure={commandFailure} />}
    </>
  )
}

const Notices = ({ notices }: { readonly notices: readonly string[] }) => (
  <div className={classes.notice} role="note">
    <IconInfoCircle className={classes.icon} size={18} stroke={1.75} aria-hidden />
    <ul className={classes.words}>
      {notices.map((notice) => (
        <li key={notice}>
          <SenderText text={notice} />
        </li>
      ))}
    </ul>
  </div>
)
