import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import type { RunView } from '../../../contract/snapshot.ts'
import { formatCount, formatCountOf } from '../../format/number.ts'
import { addsUp, inHand } from '../../format/progress.ts'
import classes from './section.module.css'

/** While a run goes on: what is in hand. Once it has ended: that everything received is accounted for. */
export const RunSum = ({ run }: { readonly run: RunView }) => {
  const { counts } = run
  if (run.end === null)
    return <p className={classes.sum}>In hand: {formatCountOf(inHand(counts), 'message')}</p>
  const right = addsUp(counts)
  const sum = [
    `${formatCount(counts.loaded)} loaded`,
    `${formatCountOf(counts.duplicates, 'duplicate')}`,
    `${formatCount(counts.rejected)} rejected`,
    `${formatCount(counts.released)} released`,
  ].join(' + ')
  return (
    <p className={classes.sum} data-wrong={!right || undefined} data-testid="run-sum">
      {right ? <IconCheck size={14} aria-hidden /> : <IconAlertTriangle size={14} aria-hidden />}
      {`${formatCount(counts.received)} received ${right ? '=' : 'is not'} ${sum}`}
    </p>
  )
}
