import { useMonitor } from '../../state/monitor-context.tsx'
import { Figure } from './figure.tsx'
import { LevelChart } from './level-chart.tsx'
import classes from './section.module.css'

/** How full the queue is, now and over the last two minutes. SQS only estimates, so every number says "about". */
export const QueueSection = () => {
  const depth = useMonitor((state) => state.snapshot.depth)
  return (
    <section className={classes.section} aria-labelledby="queue-heading">
      <h2 id="queue-heading">Queue</h2>
      <dl className={classes.counts}>
        <Figure label="Waiting" testId="depth-visible" value={depth?.visible} estimate large />
        <Figure label="In flight" testId="depth-in-flight" value={depth?.inFlight} estimate large />
        <Figure label="Delayed" testId="depth-delayed" value={depth?.delayed} estimate large />
      </dl>
      <LevelChart />
    </section>
  )
}
