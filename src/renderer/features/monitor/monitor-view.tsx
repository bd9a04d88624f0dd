import { useMonitor } from '../../state/monitor-context.tsx'
import { ViewFrame } from '../../ui/view-frame.tsx'
import { ConnectionNotice } from './connection-notice.tsx'
import { DryRunNotice } from './dry-run-notice.tsx'
import classes from './monitor-view.module.css'
import { PhaseAnnouncer } from './phase-announcer.tsx'
import { QueueSection } from './queue-section.tsx'
import { RunControls } from './run-controls.tsx'
import { useLastRun } from './use-last-run.ts'
import { RunSection, StateWords } from './run-section.tsx'
import { useWelcome, Welcome } from './welcome.tsx'

/** The queue, the run, and the buttons that start and end it. */
export const MonitorView = () => {
  const failed = useMonitor((state) => state.snapshot.connection.state === 'failed')
  const ran = useLastRun().run !== null
  const [isFirst, closeWelcome] = useWelcome()
  return (
    <>
      <ViewFrame title="Monitor" tools={<RunControls />}>
        {/* It may scroll, so it must take the keyboard's focus. */}
        <div className={classes.body} role="group" aria-label="Queue and run" tabIndex={0}>
          {isFirst && <Welcome onClose={closeWelcome} />}
          <ConnectionNotice hasNews={!isFirst} />
          <DryRunNotice />
          {/* Without a connection there is no queue to speak of; a run that there was still counts. */}
          {!failed && <QueueSection />}
          {failed && !ran ? <StateWords run={null} /> : <RunSection />}
        </div>
      </ViewFrame>
      <PhaseAnnouncer />
    </>
  )
}
