import type { Counts } from '../../../contract/events.ts'
import { formatCount } from '../../format/number.ts'
import classes from './run-panel.module.css'

const figures = [
  { key: 'received', label: 'Received' },
  { key: 'loaded', label: 'Loaded' },
  { key: 'duplicates', label: 'Duplicates' },
  { key: 'rejected', label: 'Rejected' },
  { key: 'released', label: 'Released' },
] as const

/** What became of the messages of a run. */
export const RunFigures = ({ counts }: { readonly counts: Counts }) => (
  <dl className={classes.figures}>
    {figures.map(({ key, label }) => (
      <div key={key} data-zero={counts[key] === 0 || undefined}>
        <dt>
          {key !== 'received' && <span className={classes.key} data-hue={key} />}
          {label}
        </dt>
        <dd>{formatCount(counts[key])}</dd>
      </div>
    ))}
  </dl>
)
