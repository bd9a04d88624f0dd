import { useSettled } from '../../state/monitor-context.tsx'
import { useCut } from '../../state/use-cut.ts'
import { AsOf } from '../../ui/as-of.tsx'
import { ViewFrame } from '../../ui/view-frame.tsx'
import { ConnectionNotice } from './connection-notice.tsx'
import { CourseChart } from './course-chart.tsx'
import { DryRunNotice } from './dry-run-notice.tsx'
import classes from './monitor-view.module.css'
import { PhaseAnnouncer } from './phase-announcer.tsx'
import { Pipeline } from './pipeline.tsx'
import { RunControls } from './run-controls.tsx'
import { RunFoot } from './run-foot.tsx'
import { RunHead } from './run-head.tsx'
import { RunTrouble } from './run-trouble.tsx'
import { useWelcome, Welcome } from './welcome.tsx'

/**
 * The run's state, the messages' path with all its counts, its course, and the buttons that start and end a run.
 * Notices come below the counts, which keep their places.
 */
export const MonitorView = () => {
  const [isFirst, closeWelcome] = useWelcome()
  return (
    <>
      <ViewFrame title="Monitor" tools={<RunControls />}>
        {/* It may scroll, so it must take the keyboard focus. */}
        <div className={classes.body} role="group" aria-label="Queue and run" tabIndex={0}>
          <RunHead />
          {isFirst && <Welcome onClose={closeWelcome} />}
          <QueueAsOf />
          <Pipeline />
          <RunFoot />
          <RunTrouble />
          <DryRunNotice />
          <ConnectionNotice hasNews={!isFirst} />
          <CourseChart />
        </div>
      </ViewFrame>
      <PhaseAnnouncer />
    </>
  )
}

/** While the queue cannot be asked: the time of its numbers. */
const QueueAsOf = () => {
  const depth = useSettled((state) => state.snapshot.depth)
  const cut = useCut('queue')
  return cut === null || cut.why === 'connecting' || depth === null ? null : <AsOf at={depth.at} lack={cut} />
}
