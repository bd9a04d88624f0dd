import type { RunDetails } from '../../../contract/runs.ts'
import { formatRate } from '../../format/number.ts'
import { durationOf, rateOf, statusMeaning, statusName } from '../../format/run.ts'
import { formatDuration, formatExactTime } from '../../format/time.ts'
import { useNow } from '../../state/use-now.ts'
import { viewHref } from '../../state/use-view.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { PanelQuery } from '../../ui/panel-query.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { SenderText } from '../../ui/sender-text.tsx'
import { RunChart } from './run-chart.tsx'
import { RunDifferences } from './run-differences.tsx'
import { RunFigures } from './run-figures.tsx'
import { RunInvariant } from './run-invariant.tsx'
import { RunNoticed } from './run-noticed.tsx'
import classes from './run-panel.module.css'
import { useRun } from './use-runs.ts'

interface Props {
  readonly runId: string
  readonly onClose: () => void
}

/** One run: what it counted, how it went, whether the numbers add up, and what was different. */
export const RunPanel = ({ runId, onClose }: Props) => {
  const query = useRun(runId)
  return (
    <SidePanel label="Run" onClose={onClose} className={classes.panel}>
      <PanelQuery query={query}>{(run) => <Details run={run} />}</PanelQuery>
    </SidePanel>
  )
}

const Details = ({ run }: { readonly run: RunDetails }) => {
  const now = useNow()
  const rate = rateOf(run, now)
  const took = formatDuration(durationOf(run, now))
  return (
    <>
      <header className={classes.head}>
        <h2>{formatExactTime(Date.parse(run.startedAt))}</h2>
        <p className={classes.quiet}>
          <SenderText text={run.queue} /> · {took}
          {rate !== null && ` · ${formatRate(rate)}`}
        </p>
      </header>
      <p>
        <strong>{statusName(run)}</strong>: {statusMeaning(run)}.
      </p>
      {run.failure !== null && <FailureNotice failure={run.failure} />}
      <RunFigures kind={run.kind} counts={run.counts} />
      <RunInvariant reconciliation={run.reconciliation} going={run.status === 'running'} />
      <RunChart run={run} />
      {run.counts.rejected > 0 && (
        <p>
          <a href={viewHref('rejected', { run: run.runId })}>See its rejected messages</a>
        </p>
      )}
      {run.notes !== null && <RunNoticed notes={run.notes} />}
      <RunDifferences run={run} />
      <p className={classes.id}>
        <span className={classes.quiet}>Run</span> <code>{run.runId}</code>
        <CopyButton text={run.runId} label="Copy id" />
      </p>
    </>
  )
}
