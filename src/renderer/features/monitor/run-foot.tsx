import { bottleneckNow } from '../../../contract/bottleneck.ts'
import { formatCountOf } from '../../../contract/amount.ts'
import { bottleneckWords } from '../../format/bottleneck.ts'
import { useSettled } from '../../state/monitor-context.tsx'
import { RunSum } from './run-sum.tsx'
import classes from './run-sum.module.css'
import { useLastRun } from './use-last-run.ts'

/** During a run, the messages in memory and what it waits for; after its end, that everything is accounted for. */
export const RunFoot = () => {
  const { run } = useLastRun()
  const depth = useSettled((state) => state.snapshot.depth)
  if (run === null) return <p className={classes.sum} />
  if (run.end !== null) return <RunSum run={run} />
  const slowest = bottleneckNow(run, depth)
  return (
    <p className={classes.hand}>
      <span>Not yet settled: {formatCountOf(run.held, 'message')}</span>
      {slowest !== null && <span data-testid="bottleneck">{bottleneckWords(slowest)}</span>}
    </p>
  )
}
