import type { Counts } from '../../../contract/events.ts'
import type { RunKind } from '../../../contract/run-circumstances.ts'
import { viewHref } from '../../state/use-view.ts'
import { Figure } from '../../ui/figure.tsx'
import classes from './run-panel.module.css'

interface Props {
  readonly runId: string
  readonly kind: RunKind
  readonly counts: Counts
}

/** What became of a run's messages; loaded and rejected lead to the rows and messages. */
export const RunFigures = ({ runId, kind, counts }: Props) => (
  <dl className={classes.figures}>
    <Figure size="small" label={kind === 'retry' ? 'Tried' : 'Received'} value={counts.received} />
    <Figure
      size="small"
      label="Loaded"
      value={counts.loaded}
      hue="loaded"
      href={viewHref('rows', { run: runId })}
    />
    <Figure
      size="small"
      label={kind === 'retry' ? 'Already loaded' : 'Duplicates'}
      value={counts.duplicates}
      hue="duplicates"
    />
    <Figure
      size="small"
      label="Rejected"
      value={counts.rejected}
      hue="rejected"
      href={viewHref('rejected', { run: runId })}
    />
    <Figure
      size="small"
      label={kind === 'retry' ? 'Still rejected' : 'Released'}
      value={counts.released}
      hue="released"
    />
  </dl>
)
