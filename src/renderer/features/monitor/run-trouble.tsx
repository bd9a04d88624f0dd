import { Button } from '@mantine/core'
import type { RunView } from '../../../contract/run-view.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import { viewHref } from '../../state/use-view.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { useLastRun } from './use-last-run.ts'
import { useRunCommands } from './use-run-commands.ts'

interface Props {
  readonly run: RunView
}

/** What ended a failed run, and where to look next. The state's sentence already says if most was rejected. */
export const RunTrouble = () => {
  const { run } = useLastRun()
  if (run?.end == null) return null
  const { end } = run
  if (end.failure === null) return null
  return end.failure.code === 'too-many-rejected' ? (
    <FailureNotice failure={end.failure} action={<AfterBreaker run={run} />} />
  ) : (
    <FailureNotice failure={end.failure} />
  )
}

/** What a person may want after too many were rejected: look first, or continue anyway. */
const AfterBreaker = ({ run: { runId, until, maxMessages, maxSeconds } }: Props) => {
  const connected = useMonitor(
    (state) => state.snapshot.connection.state === 'connected' && state.link === 'open',
  )
  const { start } = useRunCommands()
  return (
    <>
      <Button variant="default" component="a" href={viewHref('rejected', { run: runId, state: 'all' })}>
        See rejected
      </Button>
      <Button
        variant="default"
        disabled={!connected}
        loading={start.isPending}
        onClick={() => start.mutate({ until, maxMessages, maxSeconds, ignoreRejectedShare: true })}
      >
        Go on anyway
      </Button>
    </>
  )
}
