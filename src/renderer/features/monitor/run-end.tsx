import type { RunView } from '../../../contract/snapshot.ts'
import { formatRate } from '../../format/number.ts'
import { describeOutcome } from '../../format/outcome.ts'
import { formatDuration } from '../../format/time.ts'
import { viewHref } from '../../state/use-view.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import classes from './section.module.css'

interface Props {
  readonly run: RunView
  readonly end: NonNullable<RunView['end']>
}

/** How the last run ended, when, and where to look next. */
export const RunEnd = ({ run, end }: Props) => {
  const { title, meaning } = describeOutcome(end.outcome, run.maxMessages)
  const took = end.at - run.startedAt
  const pace =
    took > 0 && run.counts.received > 0 ? ` at ${formatRate((run.counts.received / took) * 1_000)}` : ''
  return (
    <>
      <div className={classes.end}>
        <p data-testid="run-end">
          <strong>{title}</strong>: {meaning}
        </p>
        <p className={classes.quiet}>
          <RelativeTime at={end.at} />, took {formatDuration(took)}
          {pace}
        </p>
        <p className={classes.links}>
          {run.counts.rejected > 0 && <a href={viewHref('rejected')}>See rejected</a>}
          {run.counts.loaded > 0 && <a href={viewHref('rows')}>See rows</a>}
        </p>
      </div>
      {end.failure !== null && (
        <div className={classes.failure}>
          <FailureNotice failure={end.failure} />
        </div>
      )}
    </>
  )
}
