import { Button, SegmentedControl } from '@mantine/core'
import {
  IconEye,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
} from '@tabler/icons-react'
import type { RunUntil } from '../../../contract/events.ts'
import { workInProgress } from '../../../contract/run-state.ts'
import type { RunView } from '../../../contract/run-view.ts'
import { primaryButton } from '../../state/primary-button.ts'
import { chooseRun, useRunChoices } from '../../state/run-choices.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import segmented from '../../ui/segmented.module.css'
import { runButtons } from './run-buttons.ts'
import classes from './run-controls.module.css'
import { useDryRun } from './use-dry-run.ts'
import { RunLimit } from './run-limit.tsx'
import { useRunCommands } from './use-run-commands.ts'

const choices = [
  { value: 'empty', label: 'Until empty' },
  { value: 'stopped', label: 'Until stopped' },
] as const satisfies readonly { value: RunUntil; label: string }[]

/** How long to run, and the buttons of a run: one of them is always the primary one. */
export const RunControls = () => {
  const run = useMonitor((state) => state.snapshot.run)
  const { looking } = useDryRun()
  const chosen = useRunChoices()
  const isOn = run !== null && run.end === null
  const shown = isOn ? run : chosen
  return (
    <div className={classes.controls}>
      <div className={classes.choices}>
        <SegmentedControl
          size="xs"
          aria-label="How long to go on"
          classNames={segmented}
          data={[...choices]}
          value={shown.until}
          onChange={(until) => chooseRun({ until })}
          disabled={isOn || looking}
        />
        <RunLimit choices={shown} disabled={isOn || looking} />
      </div>
      <Buttons run={isOn ? run : null} />
    </div>
  )
}

const Buttons = ({ run }: { readonly run: RunView | null }) => {
  const connected = useMonitor(
    (state) => state.snapshot.connection.state === 'connected' && state.link === 'open',
  )
  const work = useMonitor((state) => workInProgress(state.snapshot))
  const primaryElsewhere = useMonitor((state) => primaryButton(state).in === 'banner')
  const { start, stop, pause, resume } = useRunCommands()
  const { looking } = useDryRun()
  const chosen = useRunChoices()
  const buttons = runButtons({
    connected: connected && work === null,
    run: stateOf(run),
    looking,
    primaryElsewhere,
  })
  const { first, second, third, primary } = buttons
  const held = work === null ? undefined : `Not now: ${work}`
  const variantOf = (place: typeof primary) => (place === primary ? 'filled' : 'default')
  return (
    <div className={classes.buttons}>
      {first.does === 'pause' ? (
        <Button
          variant="default"
          leftSection={<IconPlayerPauseFilled size={14} aria-hidden />}
          disabled={first.disabled}
          onClick={() => pause.mutate({})}
        >
          Pause
        </Button>
      ) : (
        <DryRun disabled={first.disabled} held={held} />
      )}
      <Button
        variant={variantOf('second')}
        leftSection={<IconPlayerStopFilled size={14} aria-hidden />}
        disabled={second.disabled}
        loading={stop.isPending}
        onClick={() => stop.mutate({})}
      >
        Stop
      </Button>
      <Button
        variant={variantOf('third')}
        leftSection={<IconPlayerPlayFilled size={14} aria-hidden />}
        disabled={third.disabled}
        title={held}
        loading={start.isPending}
        onClick={() => (third.does === 'resume' ? resume.mutate({}) : start.mutate(chosen))}
      >
        {third.does === 'resume' ? 'Resume' : 'Run'}
      </Button>
    </div>
  )
}

interface DryRunProps {
  readonly disabled: boolean
  /** Why it is not offered now, if something else is in its way. */
  readonly held: string | undefined
}

const DryRun = ({ disabled, held }: DryRunProps) => {
  const { looking, look } = useDryRun()
  return (
    <Button
      variant="default"
      leftSection={<IconEye size={14} aria-hidden />}
      disabled={disabled}
      title={held}
      loading={looking}
      onClick={look}
    >
      Dry run
    </Button>
  )
}

const stateOf = (run: RunView | null) => {
  if (run === null) return 'none'
  return run.phase.name === 'paused' || run.phase.name === 'finishing' ? run.phase.name : 'running'
}
