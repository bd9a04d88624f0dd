import type { Source } from '../../../contract/events.ts'
import { visible } from '../../../contract/visible.ts'
import { formatCountOf } from '../../../contract/amount.ts'
import type { MonitorState } from '../../state/monitor-store.ts'
import { useSettled } from '../../state/monitor-context.tsx'
import { useCut } from '../../state/use-cut.ts'
import { viewHref } from '../../state/use-view.ts'
import { Figure } from '../../ui/figure.tsx'
import classes from './pipeline.module.css'

const queueOf = ({ snapshot: { connection } }: MonitorState): Source['queue'] | null =>
  connection.state === 'connected' ? connection.source.queue : null

/** How full the queue is. SQS only estimates; the built-in queue counts. While it cannot be asked, the last numbers are grey. */
export const QueueFigures = () => {
  const depth = useSettled((state) => state.snapshot.depth)
  const dead = useSettled((state) => state.snapshot.deadLetters)
  const queue = useSettled(queueOf)
  const isOld = useCut('queue') !== null
  const policy = queue?.deadLetters ?? null
  const common = { estimate: queue?.embedded !== true, size: 'line' } as const
  return (
    <dl className={classes.figures} data-stale={isOld || undefined}>
      <Figure {...common} size="large" label="Waiting" testId="depth-visible" value={depth?.visible} />
      <Figure {...common} label="In flight" testId="depth-in-flight" value={depth?.inFlight} />
      <Figure {...common} label="Delayed" testId="depth-delayed" value={depth?.delayed} />
      {policy !== null && (
        <Figure
          {...common}
          label="Dead letters"
          testId="depth-dead-letters"
          value={dead ?? undefined}
          href={viewHref('rejected')}
          title={`In ${visible(policy.name)}, after ${formatCountOf(policy.maxReceiveCount, 'receive')}`}
        />
      )}
    </dl>
  )
}
