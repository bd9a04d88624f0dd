import { useState } from 'react'
import type { Reason } from '../../../contract/reason.ts'
import { formatCount } from '../../format/number.ts'
import { reasonGroups, type ReasonGroup } from './reason-groups.ts'
import classes from './reason-list.module.css'
import { ReasonWords } from './reason-words.tsx'

interface Props {
  readonly reasons: readonly Reason[]
  /** Which of the reasons are looked at. */
  readonly active: readonly number[]
  /** With which of them the body is to be turned to. */
  readonly onActive: (indexes: readonly number[], turnTo: number | null) => void
}

/** Every reason in words, equal ones in one line. Those with a place in the body carry a number, light it up, and lead to it. */
export const ReasonList = ({ reasons, active, onActive }: Props) => (
  <ol className={classes.list} aria-label="Reasons">
    {reasonGroups(reasons).map((group, index) => (
      <Line key={index} {...{ group, index, reasons, active, onActive }} />
    ))}
  </ol>
)

interface LineProps extends Props {
  readonly group: ReasonGroup
  readonly index: number
}

const Line = ({ group, index, reasons, active, onActive }: LineProps) => {
  const placed = group.indexes.filter((each) => (reasons[each]?.range ?? null) !== null)
  // Each press leads to the next place.
  const [next, setNext] = useState(0)
  const isActive = placed.length > 0 && placed.some((each) => active.includes(each))
  const look = (): void => {
    const at = next % Math.max(1, placed.length)
    setNext(at + 1)
    onActive(placed, placed[at] ?? null)
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
          onClick={look}
        >
          {index + 1}
        </button>
      )}
      <span>
        <ReasonWords group={group} />
      </span>
    </li>
  )
}
