import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { RunView } from '../../../contract/snapshot.ts'
import { formatCount, formatCountOf } from '../../format/number.ts'
import { addsUp } from '../../format/progress.ts'
import { unwrap } from '../../state/commands.ts'
import { useMonitorContext } from '../../state/monitor-context.tsx'
import classes from './section.module.css'

/** While a run goes on: what is in hand. Once it has ended: that everything received is accounted for. */
export const RunSum = ({ run }: { readonly run: RunView }) => {
  if (run.end === null) return <p className={classes.sum}>In hand: {formatCountOf(run.held, 'message')}</p>
  return <Sum run={run} />
}

/** The sum as the window counted it, and whether the database, asked apart, agrees. */
const Sum = ({ run }: { readonly run: RunView }) => {
  const { counts } = run
  const { client } = useMonitorContext()
  const ledger = useQuery({
    queryKey: ['reconcileRun', run.runId],
    queryFn: async () => unwrap(await client.send('reconcileRun', { runId: run.runId })),
  })
  const right = addsUp(counts) && ledger.data?.holds !== false
  const sum = [
    `${formatCount(counts.loaded)} loaded`,
    `${formatCountOf(counts.duplicates, 'duplicate')}`,
    `${formatCount(counts.rejected)} rejected`,
    `${formatCount(counts.released)} released`,
  ].join(' + ')
  return (
    <p className={classes.sum} data-wrong={!right || undefined} data-testid="run-sum">
      {right ? <IconCheck size={14} aria-hidden /> : <IconAlertTriangle size={14} aria-hidden />}
      {`${formatCount(counts.received)} received ${addsUp(counts) ? '=' : 'is not'} ${sum}`}
      {ledger.data !== undefined && (
        <span className={classes.quiet}>
          {ledger.data.holds ? '· the ledger agrees' : '· the ledger does not agree'}
        </span>
      )}
    </p>
  )
}
