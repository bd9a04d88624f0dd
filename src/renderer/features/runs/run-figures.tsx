import type { Counts } from '../../../contract/events.ts'
import { Figure } from '../../ui/figure.tsx'
import classes from './run-panel.module.css'

/** What became of the messages of a run. */
export const RunFigures = ({ counts }: { readonly counts: Counts }) => (
  <dl className={classes.figures}>
    <Figure size="small" label="Received" value={counts.received} />
    <Figure size="small" label="Loaded" value={counts.loaded} hue="loaded" />
    <Figure size="small" label="Duplicates" value={counts.duplicates} hue="duplicates" />
    <Figure size="small" label="Rejected" value={counts.rejected} hue="rejected" />
    <Figure size="small" label="Released" value={counts.released} hue="released" />
  </dl>
)
