import type { MouseEvent } from 'react'
import type { RejectedSummary } from '../../../contract/rejected.ts'
import { rejectedStateNames, underInvestigation } from '../../../contract/rejected-words.ts'
import { visible } from '../../../contract/visible.ts'
import { MiddleText } from '../../ui/middle-text.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { SenderText } from '../../ui/sender-text.tsx'
import { reasonGroups } from './reason-groups.ts'
import { ReasonWords } from './reason-words.tsx'
import classes from './rejected-list.module.css'

/** The id of a message's button in the page. It stays the same when the message moves up. */
export const messageId = (id: string): string => `rejected-${id}`

interface Props {
  /** Null while it is read. */
  readonly message: RejectedSummary | null
  readonly index: number
  readonly total: number
  /** Whether it is out of sight, and drawn only for its focus. */
  readonly isAway: boolean
  readonly isActive: boolean
  readonly isOpen: boolean
  readonly isPicked: boolean
  readonly onPick: (id: string, event: MouseEvent) => void
  readonly onOpen: (id: string, event: MouseEvent) => void
}

/** One message of the list: when it was rejected, its id and why. */
export const RejectedItem = ({
  message,
  index,
  total,
  isAway,
  isActive,
  isOpen,
  isPicked,
  onPick,
  onOpen,
}: Props) => (
  <li
    className={classes.item}
    aria-posinset={index + 1}
    aria-setsize={total}
    aria-busy={message === null || undefined}
    data-picked={isPicked || undefined}
    data-away={isAway || undefined}
  >
    <label className={classes.tick}>
      <input
        type="checkbox"
        tabIndex={-1}
        aria-label={message === null ? 'Select' : `Select ${visible(message.messageId)}`}
        disabled={message === null}
        checked={isPicked}
        onClick={(event) => {
          if (message !== null) onPick(message.id, event)
        }}
        onChange={() => undefined}
      />
    </label>
    <button
      type="button"
      id={message === null ? undefined : messageId(message.id)}
      className={classes.row}
      tabIndex={isActive ? 0 : -1}
      aria-pressed={isOpen}
      data-aside={(message !== null && message.state !== 'kept') || undefined}
      onClick={(event) => {
        if (message !== null) onOpen(message.id, event)
      }}
    >
      {message !== null && (
        <>
          <span className={classes.time}>
            <RelativeTime at={Date.parse(message.rejectedAt)} />
          </span>
          <span className={classes.id}>
            <MiddleText text={message.messageId} />
          </span>
          <Reasons message={message} />
        </>
      )}
    </button>
  </li>
)

const Reasons = ({ message }: { readonly message: RejectedSummary }) => {
  const groups = reasonGroups(message.reasons)
  return (
    <span
      className={classes.reasons}
      title={groups.map(({ words, indexes }) => withCount(words, indexes.length)).join('\n')}
    >
      <span className={classes.reason}>
        {groups.map((group, at) => (
          <span key={at}>
            {at > 0 && '; '}
            <ReasonWords group={group} />
          </span>
        ))}
      </span>
      {groups.length > 1 && (
        <span className={classes.more} aria-hidden>
          {groups.length}
        </span>
      )}
      {message.tags.map((tag) => (
        <span key={tag} className={classes.tag} title={visible(tag)}>
          <SenderText text={tag} />
        </span>
      ))}
      {message.state !== 'kept' ? (
        <span className={classes.state}>{rejectedStateNames[message.state]}</span>
      ) : (
        message.investigatedSince !== null && <span className={classes.state}>{underInvestigation}</span>
      )}
    </span>
  )
}

const withCount = (words: string, count: number): string => (count === 1 ? words : `${words} × ${count}`)
