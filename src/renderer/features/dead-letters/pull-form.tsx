import { Button } from '@mantine/core'
import { useState } from 'react'
import { describeSharing } from '../../../contract/dead-letter-words.ts'
import type { DeadLetterView } from '../../../contract/dead-letters.ts'
import { failureOf, useCommand } from '../../state/commands.ts'
import dialog from '../../ui/dialog.module.css'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import classes from './dead-letter-dialog.module.css'
import { Choice, SharingQuestion } from './question-parts.tsx'

interface Props {
  readonly view: DeadLetterView
  readonly onClose: () => void
}

/** Asks which messages to pull, if there is a choice. */
export const PullForm = ({ view, onClose }: Props) => {
  const [agreed, agree] = useState(false)
  const [all, setAll] = useState(false)
  const pull = useCommand('pullDeadLetters')
  const isShared = describeSharing(view) !== null
  return (
    <form
      className={dialog.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isShared || agreed) pull.mutate({ all, mayBeShared: agreed }, { onSuccess: onClose })
      }}
    >
      <p className={classes.hint}>
        Each message is kept with the rejected ones, under its own id and origin, and then deleted from the
        dead-letter queue. What was loaded or kept before is only deleted there.
      </p>
      {isShared && (
        <fieldset className={classes.question}>
          <legend>Which messages?</legend>
          <Choice
            type="radio"
            name="whose"
            label="Only those of this queue"
            hint="A message that does not say which queue it came from is left alone."
            checked={!all}
            onChange={() => setAll(false)}
          />
          <Choice
            type="radio"
            name="whose"
            label="Those of all queues"
            checked={all}
            onChange={() => setAll(true)}
          />
        </fieldset>
      )}
      <SharingQuestion view={view} agreed={agreed} onAgree={agree} />
      {pull.error !== null && <FailureNotice failure={failureOf(pull.error)} />}
      <div className={dialog.buttons}>
        <Button variant="default" disabled={pull.isPending} onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={isShared && !agreed} loading={pull.isPending}>
          Pull
        </Button>
      </div>
    </form>
  )
}
