import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { isMostlyRejected } from '../../../contract/mostly-rejected.ts'
import type { RunView } from '../../../contract/snapshot.ts'
import { formatCount, formatCountOf } from '../../format/number.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import { viewHref } from '../../state/use-view.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import notice from '../../ui/notice.module.css'
import { useLastRun } from './use-last-run.ts'
import { useRunCommands } from './use-run-commands.ts'

interface Props {
  readonly run: RunView
}

/** What a run came to that nobody can have wanted, and where to look next. */
export const RunTrouble = () => {
  const { run } = useLastRun()
  if (run?.end == null) return null
  const { end } = run
  if (end.failure === null) return isMostlyRejected(run.counts) ? <MostlyRejected run={run} /> : null
  return end.failure.code === 'too-many-rejected' ? (
    <FailureNotice failure={end.failure} action={<AfterBreaker run={run} />} />
  ) : (
    <FailureNotice failure={end.failure} />
  )
}

/** What a person may want after too many were rejected: look first, or go on knowing it. */
const AfterBreaker = ({ run: { runId, until, maxMessages, maxSeconds } }: Props) => {
  const connected = useMonitor(
    (state) => state.snapshot.connection.state === 'connected' && state.link === 'open',
  )
  const { start } = useRunCommands()
  return (
    <>
      <Button variant="default" component="a" href={viewHref('rejected', { run: runId, state: 'all' })}>
        See rejected
      </Button>
      <Button
        variant="default"
        disabled={!connected}
        loading={start.isPending}
        onClick={() => start.mutate({ until, maxMessages, maxSeconds, ignoreRejectedShare: true })}
      >
        Go on anyway
      </Button>
    </>
  )
}

/** The run came to its end, but hardly for what it was meant. */
const MostlyRejected = ({ run: { runId, counts } }: Props) => (
  <div className={notice.notice} data-tone="rejected" role="alert" data-testid="mostly-rejected">
    <IconAlertTriangle className={notice.icon} size={18} stroke={1.75} aria-hidden />
    <div className={notice.words}>
      <p className={notice.sentence}>
        Most messages were rejected: {formatCount(counts.rejected)} of{' '}
        {formatCountOf(counts.rejected + counts.loaded, 'message')}.
      </p>
      <p>Look at the reasons, and at who sends them.</p>
    </div>
    <div className={notice.action}>
      <Button variant="default" component="a" href={viewHref('rejected', { run: runId, state: 'all' })}>
        See rejected
      </Button>
    </div>
  </div>
)
