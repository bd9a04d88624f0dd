import { Button } from '@mantine/core'
import { useState } from 'react'
import type { RejectedSelection } from '../../../contract/rejected.ts'
import { formatCountOf } from '../../../contract/amount.ts'
import { failureOf, useCommand } from '../../state/commands.ts'
import dialog from '../../ui/dialog.module.css'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import classes from './dead-letter-dialog.module.css'
import { Choice, isRate, RateField } from './question-parts.tsx'

/** Rejected messages to send back, and their number. */
export interface SendBackAsked {
  readonly which: RejectedSelection
  readonly count: number
}

interface Props {
  /** Null if it is closed. */
  readonly asked: SendBackAsked | null
  readonly onClose: () => void
  /** The work has begun. */
  readonly onBegun: () => void
}

const fastest = 1_000_000

/** The questions before rejected messages go back to the queue. */
export const SendBackDialog = (props: Props) => (
  <Dialog opened={props.asked !== null} onClose={props.onClose} title="Send back to the queue" size={520}>
    {props.asked !== null && <SendBackForm {...props} asked={props.asked} />}
  </Dialog>
)

const SendBackForm = ({
  asked: { which, count },
  onClose,
  onBegun,
}: Props & { readonly asked: SendBackAsked }) => {
  const [rate, setRate] = useState<number | null>(null)
  const [again, setAgain] = useState(false)
  const send = useCommand('sendBackRejected')
  return (
    <form
      className={dialog.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isRate(rate, fastest)) return
        const onSuccess = () => {
          onBegun()
          onClose()
        }
        send.mutate({ which, rate, again }, { onSuccess })
      }}
    >
      <p>
        {formatCountOf(count, 'message')} {count === 1 ? 'goes' : 'go'} back to the queue, each in its newest
        version and with its origin.
      </p>
      <p className={classes.hint}>
        They count as rejected until a run has loaded them or rejected them again. A message that cannot carry
        its origin is loaded at once if it is well formed, and never sent without it.
      </p>
      <RateField rate={rate} most={fastest} onChange={setRate} />
      <Choice
        type="checkbox"
        label="Send again what is under way"
        hint="For what was sent before and somebody else took off the queue."
        checked={again}
        onChange={setAgain}
      />
      {send.error !== null && <FailureNotice failure={failureOf(send.error)} />}
      <div className={dialog.buttons}>
        <Button variant="default" disabled={send.isPending} onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={!isRate(rate, fastest)} loading={send.isPending}>
          Send back
        </Button>
      </div>
    </form>
  )
}
