import type { KeyboardEvent } from 'react'
import type { RejectedState, RejectedSummary } from '../../../contract/rejected.ts'
import { describeReason } from '../../../contract/reason.ts'
import { visible } from '../../../contract/visible.ts'
import { MiddleText } from '../../ui/middle-text.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import classes from './rejected-list.module.css'
import type { Picks } from './use-picks.ts'

interface Props {
  readonly messages: readonly RejectedSummary[]
  readonly open: string | null
  readonly onOpen: (id: string) => void
  readonly picks: Picks
  /** Delete was pressed: what is ticked, or else the message that has the focus. */
  readonly onDelete: (ids: readonly string[]) => void
}

/** Up and down go through the messages, X ticks one, Ctrl+A the page, Delete discards. */
export const RejectedList = ({ messages, open, onOpen, picks, onDelete }: Props) => {
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    const rows = [...event.currentTarget.querySelectorAll('button')]
    const at = rows.findIndex((row) => row === document.activeElement)
    const id = messages[at]?.id
    const control = event.ctrlKey || event.metaKey
    if (event.key === 'ArrowDown') rows[at + 1]?.focus()
    else if (event.key === 'ArrowUp') rows[at - 1]?.focus()
    else if (control && event.key === 'a') picks.toggleAll(messages.map((message) => message.id))
    else if (!control && event.key === 'x' && id !== undefined) picks.toggle(id)
    else if (event.key === 'Delete')
      onDelete(picks.ids.size > 0 ? [...picks.ids] : id === undefined ? [] : [id])
    else return
    event.preventDefault()
  }
  return (
    <ul className={classes.list} aria-label="Rejected messages" onKeyDown={onKeyDown}>
      {messages.map((message) => (
        <li key={message.id} className={classes.item} data-picked={picks.ids.has(message.id) || undefined}>
          <label className={classes.tick}>
            <input
              type="checkbox"
              aria-label={`Select ${visible(message.messageId)}`}
              checked={picks.ids.has(message.id)}
              onChange={() => picks.toggle(message.id)}
            />
          </label>
          <button
            type="button"
            id={`rejected-${message.id}`}
            className={classes.row}
            aria-pressed={message.id === open}
            data-aside={message.state !== 'kept' || undefined}
            onClick={() => onOpen(message.id)}
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
  )
}

/** What became of those that are not kept any more. */
const stateWords: Readonly<Record<Exclude<RejectedState, 'kept'>, string>> = {
  discarded: 'discarded',
  loaded: 'loaded',
  'already-loaded': 'already loaded',
}

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
      {message.state !== 'kept' && <span className={classes.state}>{stateWords[message.state]}</span>}
    </span>
  )
}
