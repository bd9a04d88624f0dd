import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import type { RunView } from '../../../contract/run-view.ts'
import { formatCount, formatCountOf } from '../../../contract/amount.ts'
import { addsUp } from '../../format/progress.ts'
import { valueOf } from '../../state/answer.ts'
import { useAnswer } from '../../state/use-answer.ts'
import classes from './run-sum.module.css'

/**
 * Whether everything that a run received is accounted for: as the window counted it, and whether the database agrees
 * when asked separately.
 */
export const RunSum = ({ run }: { readonly run: RunView }) => {
  const { counts } = run
  const { answer } = useAnswer({
    key: ['reconcileRun', run.runId],
    ask: (client) => client.send('reconcileRun', { runId: run.runId }),
  })
  const holds = valueOf(answer)?.holds ?? null
  const right = addsUp(counts) && holds !== false
  const isChecked = holds !== null || answer.state === 'failed'
  const sum = [
    `${formatCount(counts.loaded)} loaded`,
    `${formatCountOf(counts.duplicates, 'duplicate')}`,
    `${formatCount(counts.rejected)} rejected`,
    `${formatCount(counts.released)} released`,
  ].join(' + ')
  return (
    <p className={classes.sum} data-wrong={!right || undefined} data-testid="run-sum">
      {right ? <IconCheck size={14} aria-hidden /> : <IconAlertTriangle size={14} aria-hidden />}
      <span>
        {`${formatCount(counts.received)} received ${addsUp(counts) ? '=' : 'is not'} ${sum}`}
        {isChecked && (
          <>
            {'; '}
            <span className={classes.together}>{ledgerWords(holds)}</span>
          </>
        )}
      </span>
    </p>
  )
}

/** @param holds null if the database could not be asked */
const ledgerWords = (holds: boolean | null): string => {
  if (holds === null) return 'not checked: the ledger cannot be read'
  return holds ? 'the ledger agrees' : 'the ledger does not agree'
}
