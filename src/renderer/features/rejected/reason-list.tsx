import { describeReason, type Reason } from '../../../contract/reason.ts'
import classes from './reason-list.module.css'

interface Props {
  readonly reasons: readonly Reason[]
  readonly active: number | null
  readonly onActive: (index: number | null) => void
}

/** Every reason in words. Those with a place in the body carry its number and light it up. */
export const ReasonList = ({ reasons, active, onActive }: Props) => (
  <ol className={classes.list} aria-label="Reasons">
    {reasons.map((reason, index) => (
      <li
        key={index}
        className={classes.reason}
        data-active={index === active || undefined}
        onMouseEnter={() => onActive(reason.range === null ? null : index)}
        onMouseLeave={() => onActive(null)}
      >
        <span className={classes.number} data-placed={reason.range !== null || undefined}>
          {index + 1}
        </span>
        {describeReason(reason)}
      </li>
    ))}
  </ol>
)
