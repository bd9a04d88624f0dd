import { Button } from '@mantine/core'
import type { RunView } from '../../../contract/run-view.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import { viewHref } from '../../state/use-view.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { isRejectingOver } from '../../state/state-sentence.ts'
import { useLastRun } from './use-last-run.ts'
import { useLeftRejected } from './use-left-rejected.ts'
import { useRunCommands } from './use-run-commands.ts'

interface Props {
  readonly run: RunView
}

/**
 * What ended a failed run, and where to look next. The state's sentence already says if most was rejected, and says it
 * alone once that is over.
 */
export const RunTrouble = () => {
  const { run, isOtherDefinition } = useLastRun()
  const left = useLeftRejected(run)
  if (run?.end == null) return null
  const { end } = run
  if (end.failure === null) return null
  const isBroken = end.failure.code === 'too-many-rejected'
  if (isBroken && isRejectingOver({ left, isOtherDefinition })) return null
  return isBroken ? (
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
