import { Button, Modal } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import type { RejectedSelection } from '../../../contract/rejected.ts'
import { formatCountOf } from '../../format/number.ts'
import { failureOf, useCommand } from '../../state/commands.ts'
import dialog from '../../ui/dialog.module.css'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import classes from './dead-letter-dialog.module.css'
import { Choice, RateField } from './question-parts.tsx'

/** Rejected messages that somebody wants to send back, and how many they are. */
interface SendBackAsked {
  readonly which: RejectedSelection
  readonly count: number
}

interface Props {
  readonly label: string
  readonly busy: boolean
  /** What is sent if it is pressed now. */
  readonly ask: () => SendBackAsked
  /** It has begun. */
  readonly onBegun: () => void
}

/** Sends rejected messages back to the queue, after a question. */
export const SendBackButton = ({ label, busy, ask, onBegun }: Props) => {
  const [asked, setAsked] = useState<SendBackAsked | null>(null)
  const close = () => setAsked(null)
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        disabled={busy}
        leftSection={<IconSend size={14} stroke={1.75} aria-hidden />}
        onClick={() => setAsked(ask())}
      >
        {label}
      </Button>
      <Modal
        opened={asked !== null}
        onClose={close}
        title="Send back to the queue"
        centered
        lockScroll={false}
        size={520}
        closeButtonProps={{ 'aria-label': 'Close' }}
        classNames={{ content: dialog.content, header: dialog.header, title: dialog.title }}
      >
        {asked !== null && (
          <SendBackForm
            asked={asked}
            onClose={close}
            onBegun={() => {
              close()
              onBegun()
            }}
          />
        )}
      </Modal>
    </>
  )
}

interface FormProps {
  readonly asked: SendBackAsked
  readonly onClose: () => void
  readonly onBegun: () => void
}

const SendBackForm = ({ asked: { which, count }, onClose, onBegun }: FormProps) => {
  const [rate, setRate] = useState<number | null>(null)
  const [again, setAgain] = useState(false)
  const send = useCommand('sendBackRejected')
  return (
    <form
      className={dialog.form}
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate({ which, rate, again }, { onSuccess: onBegun })
      }}
    >
      <p>
        {formatCountOf(count, 'message')} {count === 1 ? 'goes' : 'go'} back to the queue, each in its newest
        version and with its origin.
      </p>
      <p className={classes.hint}>
        They count as rejected until a run has loaded them or rejected them again. A message that cannot carry
        its origin is loaded at once where it is well formed, and never sent without it.
      </p>
      <RateField rate={rate} most={1_000_000} onChange={setRate} />
      <Choice
        type="checkbox"
        label="Send again what is under way"
        hint="For what was sent before and somebody else took off the queue."
        checked={again}
        onChange={setAgain}
      />
      {send.error !== null && <FailureNotice failure={failureOf(send.error)} />}
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={send.isPending}>
          Send back
        </Button>
      </div>
    </form>
  )
}
