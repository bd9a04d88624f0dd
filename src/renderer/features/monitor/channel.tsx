import { formatCount } from '../../format/number.ts'
import { progressOf } from '../../../contract/progress.ts'
import type { Depth } from '../../../contract/events.ts'
import type { RunView } from '../../../contract/snapshot.ts'
import classes from './channel.module.css'

const settled = ['loaded', 'duplicates', 'rejected', 'released'] as const

interface Props {
  readonly run: RunView
  readonly depth: Depth | null
}

/** The progress bar: what became of the messages so far, in the colours of their counts, against what still waits. */
export const Channel = ({ run, depth }: Props) => {
  const { total, done } = progressOf(run, depth)
  return (
    <div
      className={classes.channel}
      role="progressbar"
      aria-label="Messages received"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={done === null ? undefined : Math.round(done * 100)}
      aria-valuetext={
        done === null ? 'nothing yet' : `${formatCount(run.counts.received)} of about ${formatCount(total)}`
      }
    >
      {settled.map((hue) => {
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
