import { Button, Loader } from '@mantine/core'
import { IconInfoCircle, IconPlugConnectedX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Failure } from '../../../contract/failure.ts'
import { failureOf, useCommand } from '../../state/commands.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import { showView } from '../../state/use-view.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import classes from '../../ui/notice.module.css'
import { SenderText } from '../../ui/sender-text.tsx'
import { EventChange } from './event-change.tsx'
import { useRunCommandFailure } from './use-run-commands.ts'

/** What stands between the person and a run: connecting, a failed connection, or something worth knowing. */
export const ConnectionNotice = () => {
  const connection = useMonitor((state) => state.snapshot.connection)
  const lost = useMonitor((state) => state.loaded && state.link === 'lost')
  const commandFailure = useRunCommandFailure()

  if (lost) return <LostLink />
  switch (connection.state) {
    case 'connecting':
      return (
        <div className={classes.notice} role="status">
          <Loader size={18} color="var(--accent)" className={classes.icon} />
          <p className={classes.words}>Connecting to the queue and the database…</p>
        </div>
      )
    case 'failed':
      return <FailedConnection failure={connection.failure} />
    case 'connected':
      return (
        <>
          {connection.source.notices.length > 0 && <Notices notices={connection.source.notices} />}
          {commandFailure !== null && <FailureNotice failure={commandFailure} />}
        </>
      )
  }
}

const FailedConnection = ({ failure }: { readonly failure: Failure }) => {
  const reconnect = useCommand('reconnect')
  const alter = useCommand('alterTable')
  const keep = useCommand('rejectMisfits')
  const builtIn = useCommand('useBuiltInDatabase')
  const error = alter.error ?? keep.error ?? builtIn.error ?? reconnect.error
  const retry = (primary: boolean) => (
    <Button
      variant={primary ? 'filled' : 'default'}
      loading={reconnect.isPending}
      onClick={() => reconnect.mutate({})}
    >
      Retry
    </Button>
  )
  const mayStay = failure.code === 'table-narrow' || failure.details.narrow !== undefined
  const stay = (
    <Button
      variant={failure.code === 'table-needs-change' ? 'default' : 'filled'}
      loading={keep.isPending}
      onClick={() => keep.mutate({})}
    >
      Reject what does not fit
    </Button>
  )
  // The notice above has said what is the matter; the buttons are the answers to it.
  const answers = (): ReactNode => {
    switch (failure.code) {
      case 'table-narrow':
      case 'table-change-blocked':
      case 'table-change-denied':
        return mayStay ? (
          <>
            {retry(false)}
            {stay}
          </>
        ) : (
          retry(true)
        )
      case 'table-needs-change':
        return (
          <>
            {retry(false)}
            {mayStay && stay}
            <Button loading={alter.isPending} onClick={() => alter.mutate({})}>
              Change the table
            </Button>
          </>
        )
      case 'database-not-named':
        return (
          <>
            <Button variant="default" loading={builtIn.isPending} onClick={() => builtIn.mutate({})}>
              Use the built-in database
            </Button>
            <Button onClick={() => showView('settings')}>Open settings</Button>
          </>
        )
      case 'event-changed':
      case 'event-change-refused':
        return (
          <>
            {retry(false)}
            <EventChange failure={failure} />
          </>
        )
      case 'event-file-missing':
      case 'event-file-unusable':
        return (
          <>
            {retry(false)}
            <Button onClick={() => showView('settings')}>Open settings</Button>
          </>
        )
      default:
        return retry(true)
    }
  }
  return (
    <>
      <FailureNotice failure={failure} action={answers()} />
      {error !== null && <FailureNotice failure={failureOf(error)} />}
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

const LostLink = () => (
  <div className={classes.notice} data-tone="failed" role="alert">
    <IconPlugConnectedX className={classes.icon} size={18} stroke={1.75} aria-hidden />
    <div className={classes.words}>
      <p className={classes.sentence}>Sluice does not answer.</p>
      <p>This page keeps trying. What it shows is what it last heard; check that Sluice is still running.</p>
    </div>
  </div>
)
