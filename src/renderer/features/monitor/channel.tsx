import { formatCount } from '../../../contract/amount.ts'
import { progressOf } from '../../../contract/progress.ts'
import type { Depth } from '../../../contract/events.ts'
import type { RunView } from '../../../contract/run-view.ts'
import classes from './channel.module.css'

const hues = ['loaded', 'duplicates', 'rejected'] as const

interface Props {
  readonly run: RunView
  readonly depth: Depth | null
}

/**
 * The progress bar: what is settled, in the colours of its counts, out of what was there at the start and has come
 * since. Empty if that is unknown.
 */
export const Channel = ({ run, depth }: Props) => {
  const { settled, total, done } = progressOf(run, depth)
  if (done === null && run.end !== null) return null
  const words =
    done === null ? 'nothing yet' : `${formatCount(settled)} of about ${formatCount(total)} settled`
  return (
    <div
      className={classes.channel}
      role="progressbar"
      aria-label="Settled of what there was at the start and came since"
      title={words}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={done === null ? undefined : Math.round(done * 100)}
      aria-valuetext={words}
    >
      {hues.map((hue) => {
        const value = run.counts[hue]
        if (value === 0) return null
        return (
          <div
            key={hue}
            className={classes.part}
            data-hue={hue}
            style={{ width: `${(value / Math.max(1, total)) * 100}%` }}
          />
        )
      })}
    </div>
  )
}
