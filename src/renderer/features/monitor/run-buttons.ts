/** A run's buttons, from left to right. */
export interface RunButtons {
  readonly first: Button<'dry-run' | 'pause'>
  readonly second: Button<'stop'>
  readonly third: Button<'run' | 'resume'>
  /** The button for the likeliest next step; null if it is elsewhere in the window. */
  readonly primary: 'second' | 'third' | null
}

interface Button<Does extends string> {
  readonly does: Does
  readonly disabled: boolean
}

interface Situation {
  /** Whether a run could be started. */
  readonly connected: boolean
  readonly run: 'none' | 'running' | 'paused' | 'finishing'
  /** Whether a dry run is running. */
  readonly looking: boolean
  /** Whether something else in the window comes first. */
  readonly primaryElsewhere: boolean
}

/** Every button keeps its place, so that a late click does nothing unintended: Run is never where Stop was. */
export const runButtons = ({ connected, run, looking, primaryElsewhere }: Situation): RunButtons => {
  const isOn = run !== 'none'
  const stoppable = run === 'running' || run === 'paused' || looking
  const isFirst = run === 'running' || run === 'finishing' || looking ? 'second' : 'third'
  return {
    first: isOn
      ? { does: 'pause', disabled: run !== 'running' }
      : { does: 'dry-run', disabled: !connected || looking },
    second: { does: 'stop', disabled: !stoppable },
    third:
      run === 'paused'
        ? { does: 'resume', disabled: false }
        : { does: 'run', disabled: !connected || isOn || looking },
    primary: primaryElsewhere ? null : isFirst,
  }
}
