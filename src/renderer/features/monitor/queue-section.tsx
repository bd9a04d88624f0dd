import type { DeadLetterPolicy } from '../../../contract/events.ts'
import { visible } from '../../../contract/visible.ts'
import { formatCountOf } from '../../format/number.ts'
import type { MonitorState } from '../../state/monitor-store.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import { useCut } from '../../state/use-cut.ts'
import { AsOf } from '../../ui/as-of.tsx'
import { Figure } from '../../ui/figure.tsx'
import { QueueCharts } from './queue-charts.tsx'
import classes from './section.module.css'

const deadLetterPolicyOf = ({ snapshot: { connection } }: MonitorState): DeadLetterPolicy | null =>
  connection.state === 'connected' ? connection.source.queue.deadLetters : null

/**
 * How full the queue is, now and over the last two minutes. SQS only estimates, so every number says "about". While nobody
 * can ask it, the last numbers are grey and say of when they are.
 */
export const QueueSection = () => {
  const depth = useMonitor((state) => state.snapshot.depth)
  const count = useMonitor((state) => state.snapshot.deadLetters)
  const policy = useMonitor(deadLetterPolicyOf)
  const cut = useCut('queue')
  const isOld = cut !== null && cut.why !== 'connecting' && depth !== null
  return (
    <section className={classes.section} aria-labelledby="queue-heading">
      <h2 id="queue-heading">Queue</h2>
      {isOld && <AsOf at={depth.at} lack={cut} />}
      <dl className={classes.counts} data-stale={isOld || undefined}>
        <Figure label="Waiting" testId="depth-visible" value={depth?.visible} estimate size="large" />
        <Figure label="In flight" testId="depth-in-flight" value={depth?.inFlight} estimate size="large" />
        <Figure label="Delayed" testId="depth-delayed" value={depth?.delayed} estimate size="large" />
        {policy !== null && (
          <Figure
            label="Dead letters"
            testId="depth-dead-letters"
            value={count ?? undefined}
            title={`In ${visible(policy.name)}, after ${formatCountOf(policy.maxReceiveCount, 'receive')}`}
            estimate
            size="large"
          />
        )}
      </dl>
      <QueueCharts />
    </section>
  )
}
