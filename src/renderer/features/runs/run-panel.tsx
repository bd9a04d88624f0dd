import type { RunDetails } from '../../../contract/runs.ts'
import { formatRate } from '../../../contract/amount.ts'
import { asSeen, durationOf, onAverage, rateOf, statusSentence } from '../../format/run.ts'
import { formatDuration, formatExactTime } from '../../format/time.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import { useNow } from '../../state/use-now.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { PanelAnswer } from '../../ui/panel-query.tsx'
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

/** One run: its counts, its course, whether the numbers add up, and what was different. */
export const RunPanel = ({ runId, onClose }: Props) => {
  const { answer, retry } = useRun(runId)
  return (
    <SidePanel label="Run" onClose={onClose} className={classes.panel}>
      <PanelAnswer answer={answer} onRetry={retry}>
        {(run) => <Details run={run} />}
      </PanelAnswer>
    </SidePanel>
  )
}

const Details = ({ run: noted }: { readonly run: RunDetails }) => {
  const now = useNow()
  const run = asSeen(
    noted,
    useMonitor((state) => state.snapshot.run),
    now,
  )
  const rate = rateOf(run, now)
  const took = formatDuration(durationOf(run, now))
  return (
    <>
      <header className={classes.head}>
        <h2>{formatExactTime(Date.parse(run.startedAt))}</h2>
        <p className={classes.quiet}>
          <SenderText text={run.queue} /> · {took}
          {rate !== null && ` · ${formatRate(rate)} ${onAverage}`}
        </p>
      </header>
      <p>{statusSentence(run)}</p>
      {run.failure !== null && <FailureNotice failure={run.failure} />}
      <RunFigures runId={run.runId} kind={run.kind} counts={run.counts} />
      <RunInvariant reconciliation={run.reconciliation} going={run.status === 'running'} />
      <RunChart run={run} />
      {run.notes !== null && <RunNoticed notes={run.notes} queue={run.queue} />}
      <RunDifferences run={run} />
      <p className={classes.id}>
        <span className={classes.quiet}>Run</span> <code>{run.runId}</code>
        <CopyButton text={run.runId} label="Copy id" />
      </p>
    </>
  )
}
