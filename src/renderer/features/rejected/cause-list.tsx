import type { CauseList as Causes } from '../../../contract/rejected.ts'
import { describeCause } from '../../../contract/cause.ts'
import { formatCount, formatCountOf } from '../../../contract/amount.ts'
import classes from './cause-list.module.css'
import { Sentence } from '../../ui/sender-text.tsx'
import { isolated } from '../../../contract/visible.ts'

interface Props {
  readonly list: Causes
  readonly picked: string | null
  readonly onPick: (cause: string | null) => void
}

/** Groups of messages that were rejected for the same reasons, the largest first. */
export const CauseList = ({ list, picked, onPick }: Props) => {
  const hidden = list.groups - list.causes.length
  const shown = [
    { cause: null, count: list.total },
    // A group that a filter has emptied meanwhile stays visible while it is picked.
    ...(picked !== null && !list.causes.some(({ cause }) => cause === picked)
      ? [{ cause: picked, count: 0 }]
      : []),
    ...list.causes,
  ]
  return (
    <div className={classes.place}>
      <ul aria-label="Causes">
        {shown.map(({ cause, count }) => (
          <li key={cause ?? ''}>
            <button
              type="button"
              className={classes.cause}
              aria-pressed={cause === picked}
              onClick={() => onPick(cause)}
            >
              <span className={classes.words} title={cause === null ? undefined : describeCause(cause)}>
                {cause === null ? 'All causes' : <Sentence text={describeCause(cause, isolated)} />}
              </span>
              <span className={classes.count}>{formatCount(count)}</span>
            </button>
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className={classes.hidden}>and {formatCountOf(hidden, 'smaller group')}</p>}
    </div>
  )
}
