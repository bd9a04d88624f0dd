import { Button, SegmentedControl } from '@mantine/core'
import {
  IconEye,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
} from '@tabler/icons-react'
import type { RunUntil } from '../../../contract/events.ts'
import { chooseRun, useRunChoices } from '../../state/run-choices.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import segmented from '../../ui/segmented.module.css'
import { useDryRun } from './use-dry-run.ts'
import { RunLimit } from './run-limit.tsx'
import { useRunCommands } from './use-run-commands.ts'

const choices = [
  { value: 'empty', label: 'Until empty' },
  { value: 'stopped', label: 'Until stopped' },
] as const satisfies readonly { value: RunUntil; label: string }[]

/** How long to run, Pause, Stop, and Run: the one primary button while there is a connection. */
export const RunControls = () => {
  const connected = useMonitor(
    (state) => state.snapshot.connection.state === 'connected' && state.link === 'open',
  )
  const run = useMonitor((state) => state.snapshot.run)
  const { start, stop, pause, resume } = useRunCommands()
  const { looking, look } = useDryRun()
  const chosen = useRunChoices()

  const running = run !== null && run.end === null
  const finishing = running && run.phase.name === 'finishing'
  const paused = running && run.phase.name === 'paused'
  const shown = running ? { ...run } : chosen
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label="How long to go on"
        classNames={segmented}
        data={[...choices]}
        value={shown.until}
        onChange={(until) => chooseRun({ until })}
        disabled={running || looking}
      />
      <RunLimit choices={shown} disabled={running || looking} />
      {running ? (
        <Button
          variant="default"
          leftSection={
            paused ? (
              <IconPlayerPlayFilled size={14} aria-hidden />
            ) : (
              <IconPlayerPauseFilled size={14} aria-hidden />
            )
          }
          disabled={finishing}
          onClick={() => (paused ? resume : pause).mutate({})}
        >
          {paused ? 'Resume' : 'Pause'}
        </Button>
      ) : (
        <Button
          variant="default"
          leftSection={<IconEye size={14} aria-hidden />}
          disabled={!connected}
          loading={looking}
          onClick={look}
        >
          Dry run
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconPlayerStopFilled size={14} aria-hidden />}
        disabled={(!running && !looking) || finishing}
        loading={stop.isPending}
        onClick={() => stop.mutate({})}
      >
        Stop
      </Button>
      <Button
        leftSection={<IconPlayerPlayFilled size={14} aria-hidden />}
        disabled={!connected || running || looking}
        loading={start.isPending}
        onClick={() => start.mutate(chosen)}
      >
        Run
      </Button>
    </>
  )
}
