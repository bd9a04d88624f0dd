import type { KeyboardEvent } from 'react'
import type { RejectedSummary } from '../../../contract/rejected.ts'
import { describeReason } from '../../../contract/reason.ts'
import { MiddleText } from '../../ui/middle-text.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import classes from './rejected-list.module.css'

interface Props {
  readonly messages: readonly RejectedSummary[]
  readonly picked: string | null
  readonly onPick: (id: string) => void
}

export const RejectedList = ({ messages, picked, onPick }: Props) => (
  <div className={classes.place}>
    <div className={classes.head} aria-hidden>
      <span>Rejected</span>
      <span>Message</span>
      <span>Reasons</span>
    </div>
    <ul className={classes.list} aria-label="Rejected messages" onKeyDown={moveFocus}>
      {messages.map((message) => (
        <li key={message.id}>
          <button
            type="button"
            id={`rejected-${message.id}`}
            className={classes.row}
            aria-pressed={message.id === picked}
            onClick={() => onPick(message.id)}
          >
            <span className={classes.time}>
              <RelativeTime at={Date.parse(message.rejectedAt)} />
            </span>
            <span className={classes.id}>
              <MiddleText text={message.messageId} />
            </span>
            <Reasons message={message} />
          </button>
        </li>
      ))}
    </ul>
  </div>
)

const Reasons = ({ message }: { readonly message: RejectedSummary }) => {
  const words = message.reasons.map(describeReason)
  return (
    <span className={classes.reasons} title={words.join('\n')}>
      <span className={classes.reason}>{words.join('; ')}</span>
      {words.length > 1 && (
        <span className={classes.more} aria-hidden>
          {words.length}
        </span>
      )}
    </span>
  )
}

/** Up and down go through the list, as they do in any list. */
const moveFocus = (event: KeyboardEvent<HTMLUListElement>) => {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const rows = [...event.currentTarget.querySelectorAll('button')]
  const at = rows.findIndex((row) => row === document.activeElement)
  event.preventDefault()
  rows[at + step]?.focus()
}
