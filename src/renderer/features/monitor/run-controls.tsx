import { Button, SegmentedControl } from '@mantine/core'
import { IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react'
import { useState } from 'react'
import type { RunUntil } from '../../../contract/events.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import segmented from '../../ui/segmented.module.css'
import { useRunCommands } from './use-run-commands.ts'

const choices = [
  { value: 'empty', label: 'Until empty' },
  { value: 'stopped', label: 'Until stopped' },
] as const satisfies readonly { value: RunUntil; label: string }[]

/** How long to run, Stop, and Run: the one primary button while there is a connection. */
export const RunControls = () => {
  const connected = useMonitor(
    (state) => state.snapshot.connection.state === 'connected' && state.link === 'open',
  )
  const run = useMonitor((state) => state.snapshot.run)
  const { start, stop } = useRunCommands()
  const [chosen, choose] = useState<RunUntil>('empty')

  const running = run !== null && run.end === null
  const finishing = running && run.phase.name === 'finishing'
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label="How long to go on"
        classNames={segmented}
        data={[...choices]}
        value={running ? run.until : chosen}
        onChange={choose}
        disabled={running}
      />
      <Button
        variant="default"
        leftSection={<IconPlayerStopFilled size={14} aria-hidden />}
        disabled={!running || finishing}
        loading={stop.isPending}
        onClick={() => stop.mutate({})}
      >
        Stop
      </Button>
      <Button
        leftSection={<IconPlayerPlayFilled size={14} aria-hidden />}
        disabled={!connected || running}
        loading={start.isPending}
        onClick={() => start.mutate({ until: chosen })}
      >
        Run
      </Button>
    </>
  )
}
