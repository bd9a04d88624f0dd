import { ActionIcon, Loader, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { RunDetails } from '../../../contract/runs.ts'
import { formatRate } from '../../format/number.ts'
import { durationOf, rateOf, statusMeanings, statusNames } from '../../format/run.ts'
import { formatDuration, formatExactTime } from '../../format/time.ts'
import { failureOf } from '../../state/commands.ts'
import { useNow } from '../../state/use-now.ts'
import { viewHref } from '../../state/use-view.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { ListFailure } from '../../ui/list-failure.tsx'
import { RunChart } from './run-chart.tsx'
import { RunDifferences } from './run-differences.tsx'
import { RunFigures } from './run-figures.tsx'
import { RunInvariant } from './run-invariant.tsx'
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
    <section
      className={classes.panel}
      aria-label="Run"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose()
      }}
    >
      {query.data !== undefined ? (
        <Details run={query.data} />
      ) : query.isError ? (
        <ListFailure failure={failureOf(query.error)} onRetry={() => void query.refetch()} />
      ) : (
        <Loader className={classes.loader} size={20} color="var(--accent)" aria-label="Loading" />
      )}
      <Tooltip label="Close (Esc)">
        <ActionIcon className={classes.close} aria-label="Close" onClick={onClose}>
          <IconX size={16} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </section>
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
          {run.queue} · {took}
          {rate !== null && ` · ${formatRate(rate)}`}
        </p>
      </header>
      <p>
        <strong>{statusNames[run.status]}</strong>: {statusMeanings[run.status]}.
      </p>
      {run.failure !== null && <FailureNotice failure={run.failure} />}
      <RunFigures counts={run.counts} />
      <RunInvariant reconciliation={run.reconciliation} going={run.status === 'running'} />
      <RunChart run={run} />
      {run.counts.rejected > 0 && (
        <p>
          <a href={viewHref('rejected', { run: run.runId })}>See its rejected messages</a>
        </p>
      )}
      <RunDifferences run={run} />
      <p className={classes.id}>
        <span className={classes.quiet}>Run</span> <code>{run.runId}</code>
        <CopyButton text={run.runId} label="Copy id" />
      </p>
    </>
  )
}
