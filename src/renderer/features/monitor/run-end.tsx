import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { isMostlyRejected } from '../../../contract/mostly-rejected.ts'
import { activeMs } from '../../../contract/run-clock.ts'
import type { RunView } from '../../../contract/snapshot.ts'
import { formatCount, formatCountOf, formatRate } from '../../format/number.ts'
import { formatDuration } from '../../format/time.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import { viewHref } from '../../state/use-view.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import notice from '../../ui/notice.module.css'
import { RelativeTime } from '../../ui/relative-time.tsx'
import classes from './section.module.css'
import { useRunCommands } from './use-run-commands.ts'

interface Props {
  readonly run: RunView
  readonly end: NonNullable<RunView['end']>
}

/** When the last run ended, how long it took and how fast it was, and where to look next. */
export const RunEnd = ({ run, end }: Props) => {
  const worked = activeMs(run, end.at)
  const pace =
    worked > 0 && run.counts.received > 0 ? formatRate((run.counts.received / worked) * 1_000) : null
  return (
    <>
      <div className={classes.end}>
        <p className={classes.quiet} data-testid="run-took">
          <RelativeTime at={end.at} />, took {formatDuration(end.at - run.startedAt)}
          {run.idle.ms >= 1_000 && `, of which ${formatDuration(run.idle.ms)} paused or held up`}
          {pace !== null && `, ${pace} on average${run.idle.ms >= 1_000 ? ' without that' : ''}`}
        </p>
        <p className={classes.links}>
          {run.counts.rejected > 0 && <a href={viewHref('rejected')}>See rejected</a>}
          {run.counts.loaded > 0 && <a href={viewHref('rows')}>See rows</a>}
        </p>
      </div>
      {end.failure !== null && (
        <div className={classes.failure}>
          {end.failure.code === 'too-many-rejected' ? (
            <FailureNotice failure={end.failure} action={<AfterBreaker run={run} />} />
          ) : (
            <FailureNotice failure={end.failure} />
          )}
        </div>
      )}
      {end.failure === null && isMostlyRejected(run.counts) && (
        <div className={classes.failure}>
          <MostlyRejected run={run} />
        </div>
      )}
    </>
  )
}

/** What a person may want after too many were rejected: look first, or go on knowing it. */
const AfterBreaker = ({ run: { until, maxMessages, maxSeconds } }: Pick<Props, 'run'>) => {
  const connected = useMonitor(
    (state) => state.snapshot.connection.state === 'connected' && state.link === 'open',
  )
  const { start } = useRunCommands()
  return (
    <>
      <Button variant="default" component="a" href={viewHref('rejected')}>
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
const MostlyRejected = ({ run: { counts } }: Pick<Props, 'run'>) => (
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
      <Button variant="default" component="a" href={viewHref('rejected')}>
        See rejected
      </Button>
    </div>
  </div>
)
