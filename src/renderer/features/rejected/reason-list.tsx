import { useState } from 'react'
import type { Reason } from '../../../contract/reason.ts'
import { formatCount } from '../../../contract/amount.ts'
import { reasonGroups, type ReasonGroup } from './reason-groups.ts'
import classes from './reason-list.module.css'
import { ReasonWords } from './reason-words.tsx'

interface Props {
  readonly reasons: readonly Reason[]
  /** The highlighted reasons. */
  readonly active: readonly number[]
  /** Highlights reasons, and turns the body to one of them. */
  readonly onActive: (indexes: readonly number[], turnTo: number | null) => void
  /** What would be right instead of each. */
  readonly remedies: readonly string[]
  /** Moves the focus to this reason's place in the body. */
  readonly onGo: (index: number) => void
}

/** Every reason in words, equal ones in one line. Those with a place in the body have a number, highlight it, and lead to it. */
export const ReasonList = (props: Props) => (
  <ol className={classes.list} aria-label="Reasons">
    {reasonGroups(props.reasons).map((group, index) => (
      <Line key={index} {...props} group={group} index={index} />
    ))}
  </ol>
)

interface LineProps extends Props {
  readonly group: ReasonGroup
  readonly index: number
}

const Line = ({ group, index, reasons, remedies, active, onActive, onGo }: LineProps) => {
  const placed = group.indexes.filter((each) => (reasons[each]?.range ?? null) !== null)
  // Each press leads to the next place.
  const [next, setNext] = useState(0)
  const isActive = placed.length > 0 && placed.some((each) => active.includes(each))
  const look = (isByKeyboard: boolean): void => {
    const at = next % Math.max(1, placed.length)
    setNext(at + 1)
    const place = placed[at] ?? null
    onActive(placed, place)
    if (isByKeyboard && place !== null) onGo(place)
  }
  return (
    <li
      className={classes.reason}
      data-active={isActive || undefined}
      onMouseEnter={() => onActive(placed, placed[0] ?? null)}
      onMouseLeave={() => onActive([], null)}
    >
      {placed.length === 0 ? (
        <span className={classes.number}>{index + 1}</span>
      ) : (
        <button
          type="button"
          className={classes.number}
          data-placed
          aria-label={`Show place ${index + 1}`}
          title={
            placed.length === 1
              ? 'Show it in the body'
              : `${formatCount(placed.length)} places in the body: show the next`
          }
          data-reasons={placed.join(' ')}
          onFocus={() => onActive(placed, null)}
          onBlur={() => onActive([], null)}
          // A key press has a click count of 0.
          onClick={(event) => look(event.detail === 0)}
        >
          {index + 1}
        </button>
      )}
      <span>
        <ReasonWords group={group} />
        <span className={classes.remedy}>{remedies[group.indexes[0] ?? 0]}</span>
      </span>
    </li>
  )
}
