import { useState } from 'react'
import type { Peek, PeekedMessage } from '../../../contract/dead-letters.ts'
import { formatCount } from '../../../contract/amount.ts'
import { verdictWords } from '../../../contract/peek-words.ts'
import { MiddleText } from '../../ui/middle-text.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import classes from './peek-dialog.module.css'

interface Props {
  readonly seen: Peek
  readonly show: (message: PeekedMessage) => React.ReactNode
}

/** The messages that were looked at, one of them open. */
export const PeekedList = ({ seen: { messages, maxReceiveCount }, show }: Props) => {
  const [open, setOpen] = useState<string | null>(
    messages.length === 1 ? (messages[0]?.messageId ?? null) : null,
  )
  return (
    <ul className={classes.list} aria-label="Messages of the queue">
      {messages.map((message) => {
        const { messageId, sentAt, receiveCount, isAtLimit, verdict } = message
        const isOpen = messageId === open
        return (
          <li key={messageId}>
            <button
              type="button"
              className={classes.message}
              aria-expanded={isOpen}
              onClick={() => setOpen(isOpen ? null : messageId)}
            >
              <MiddleText text={messageId} tail={8} />
              <RelativeTime at={Date.parse(sentAt)} />
              <span data-limit={isAtLimit || undefined}>
                receive {formatCount(receiveCount)}
                {maxReceiveCount !== null && ` of ${formatCount(maxReceiveCount)}`}
              </span>
              <span data-verdict={verdict}>{verdictWords[verdict]}</span>
            </button>
            {isOpen && <div className={classes.body}>{show(message)}</div>}
          </li>
        )
      })}
    </ul>
  )
}
