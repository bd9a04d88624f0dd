import { Button } from '@mantine/core'
import { useState } from 'react'
import { describeSharing } from '../../../contract/dead-letter-words.ts'
import { fastestMove, type DeadLetterView } from '../../../contract/dead-letters.ts'
import { failureOf, useCommand } from '../../state/commands.ts'
import dialog from '../../ui/dialog.module.css'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import classes from './dead-letter-dialog.module.css'
import { Choice, isRate, RateField, SharingQuestion } from './question-parts.tsx'

interface Props {
  readonly view: DeadLetterView
  readonly onClose: () => void
}

const fastest = 1_000_000

/** Asks how messages go back to the queue, how fast, and what may be lost. */
export const RedriveForm = ({ view, onClose }: Props) => {
  const [moves, setMoves] = useState(false)
  const [rate, setRate] = useState<number | null>(null)
  const [agreed, agree] = useState(false)
  const [mayLoseIdentity, setMayLose] = useState(false)
  const redrive = useCommand('redriveDeadLetters')
  const move = useCommand('moveDeadLetters')
  const isShared = describeSharing(view) !== null
  const most = moves ? fastestMove : fastest
  const isReady = isRate(rate, most) && (!isShared || agreed)
  const error = moves ? move.error : redrive.error
  return (
    <form
      className={dialog.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isReady) return
        const common = { rate, mayBeShared: agreed }
        if (moves) move.mutate({ ...common, mayLoseIdentity }, { onSuccess: onClose })
        else redrive.mutate(common, { onSuccess: onClose })
      }}
    >
      <HowQuestion moves={moves} onMoves={setMoves} />
      {moves && (
        <Choice
          type="checkbox"
          label="Do not look first: identities may be lost"
          checked={mayLoseIdentity}
          onChange={setMayLose}
        />
      )}
      <RateField rate={rate} most={most} onChange={setRate} />
      <SharingQuestion view={view} agreed={agreed} onAgree={agree} />
      {isShared && (
        <p className={classes.hint}>
          {moves ? 'Messages of all queues are moved.' : 'Only messages of this queue are sent.'}
        </p>
      )}
      {error !== null && <FailureNotice failure={failureOf(error)} />}
      <div className={dialog.buttons}>
        <Button variant="default" disabled={redrive.isPending || move.isPending} onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={!isReady} loading={redrive.isPending || move.isPending}>
          {moves ? 'Move' : 'Send'}
        </Button>
      </div>
    </form>
  )
}

interface HowProps {
  /** Whether SQS moves them. */
  readonly moves: boolean
  readonly onMoves: (moves: boolean) => void
}

const HowQuestion = ({ moves, onMoves }: HowProps) => (
  <fieldset className={classes.question}>
    <legend>How do they go back?</legend>
    <Choice
      type="radio"
      name="how"
      label="Send each with its origin"
      hint="Sent first, deleted second. What was loaded before is known again, so no row comes twice."
      checked={!moves}
      onChange={() => onMoves(false)}
    />
    <Choice
      type="radio"
      name="how"
      label="Have SQS move them"
      hint="Each gets a new id. One that carries no origin is then another message: loaded before, it would be loaded twice. So each is looked at first, and nothing is moved if one carries none."
      checked={moves}
      onChange={() => onMoves(true)}
    />
  </fieldset>
)
