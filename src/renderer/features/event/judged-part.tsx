import { Button } from '@mantine/core'
import { describeCausePart } from '../../../contract/cause.ts'
import type { Judged } from '../../../contract/event-editing.ts'
import { describeOthers } from '../../../contract/sample-words.ts'
import type { Failure } from '../../../contract/failure.ts'
import { formatCount } from '../../../contract/amount.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { Sentence, SenderText } from '../../ui/sender-text.tsx'
import classes from './event-editor.module.css'
import type { Row } from './sheet.ts'
import { isolated } from '../../../contract/visible.ts'

interface Props {
  readonly judged: Judged | null
  /** Whether the answer is for the draft before. */
  readonly isFormer: boolean
  readonly failure: Failure | null
  /** Rows that nobody has decided. */
  readonly undecided: readonly Row[]
  readonly onGoTo: (id: number) => void
}

/** How many reasons are listed before the rest are counted. */
const mostTold = 6

/** How the messages fare under the draft, and what is still to be decided. */
export const JudgedPart = ({ judged, isFormer, failure, undecided, onGoTo }: Props) => (
  <>
    <section className={classes.judged} aria-label="Judgement">
      {failure !== null && <FailureNotice failure={failure} />}
      <p role="status" className={classes.verdict} data-former={isFormer || undefined}>
        {verdictOf(judged)}
      </p>
      {judged !== null && judged.reasons.length > 0 && (
        <ul className={classes.reasons} aria-label="Why the others would not pass">
          {judged.reasons.slice(0, mostTold).map(({ count, ...part }) => (
            <li key={`${part.code} ${part.pointer}`}>
              {formatCount(count)}: <Sentence text={describeCausePart({ ...part }, isolated)} />
            </li>
          ))}
          {judged.reasons.length > mostTold && <li>{judged.reasons.length - mostTold} more reasons</li>}
        </ul>
      )}
    </section>
    {undecided.length > 0 && (
      <div className={classes.undecided} role="group" aria-label="Undecided">
        <span>{undecided.length === 1 ? 'One field is' : `${undecided.length} fields are`} undecided:</span>
        {undecided.map(({ id, field }) => (
          <Button key={id} size="compact-xs" variant="default" onClick={() => onGoTo(id)}>
            <SenderText text={field.name === '' ? field.pointer : field.name} />
          </Button>
        ))}
      </div>
    )}
  </>
)

const verdictOf = (judged: Judged | null): string => {
  if (judged === null) return 'Judging…'
  const { of, others, passed } = judged
  if (of === 0 && others > 0) return `None of ${formatCount(others)} waiting is this event.`
  if (of === 0) return 'Look at the queue to see how its messages fare.'
  if (passed === null) return 'Nothing can be judged while something in the definition is wrong.'
  return [
    `Of ${formatCount(of)} waiting, ${formatCount(passed)} would pass.`,
    ...describeOthers(others),
  ].join(' ')
}
