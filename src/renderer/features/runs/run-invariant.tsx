import { IconAlertTriangle, IconCheck, IconDots } from '@tabler/icons-react'
import type { Reconciliation } from '../../../contract/runs.ts'
import { formatCount } from '../../../contract/amount.ts'
import { addsUp } from '../../format/progress.ts'
import classes from './run-panel.module.css'

interface Props {
  readonly reconciliation: Reconciliation
  /** Whether the run is still running: its sum is not final then. */
  readonly going: boolean
}

/** Whether everything received is accounted for, and whether the ledger agrees when asked separately. */
export const RunInvariant = ({ reconciliation, going }: Props) => {
  const { counts, ledger, holds } = reconciliation
  const sum = [counts.loaded, counts.duplicates, counts.rejected, counts.released]
    .map(formatCount)
    .join(' + ')
  const Icon = going ? IconDots : holds ? IconCheck : IconAlertTriangle
  return (
    <p className={classes.sum} data-wrong={(!holds && !going) || undefined} data-testid="run-invariant">
      <Icon size={14} aria-hidden />
      {`${formatCount(counts.received)} received ${addsUp(counts) ? '=' : 'is not'} ${sum}; `}
      <span className={classes.quiet}>{wordsOf(ledger, counts, going)}</span>
    </p>
  )
}

const wordsOf = (
  ledger: Reconciliation['ledger'],
  counts: Reconciliation['counts'],
  going: boolean,
): string => {
  if (going) return 'so far'
  if (ledger === null) return 'the ledger has forgotten part of this run'
  return ledger.loaded === counts.loaded && ledger.rejected === counts.rejected
    ? 'the ledger agrees'
    : `the ledger holds ${formatCount(ledger.loaded)} loaded and ${formatCount(ledger.rejected)} rejected`
}
