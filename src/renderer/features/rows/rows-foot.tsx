import { Button, Loader } from '@mantine/core'
import { formatCount } from '../../../contract/amount.ts'
import classes from './rows-foot.module.css'

interface Props {
  /** The rows that are fully visible. */
  readonly inSight: { readonly first: number; readonly count: number }
  /** How many there are; null if they are not counted. */
  readonly counted: number | null
  /** How many there are, in words; null if unknown. */
  readonly count: string | null
  readonly isCounting: boolean
  readonly onCount: () => void
  readonly onStop: () => void
  /** The selection in words; null for none. */
  readonly selected: string | null
  /** Shows rows that came meanwhile; null if there are none. */
  readonly onRefresh: (() => void) | null
}

/** Below the rows: which of them are in sight, how many there are, and the selection. */
export const RowsFoot = ({ inSight, counted, count: words, isCounting, selected, ...props }: Props) => {
  const { first, count } = inSight
  const end = counted === null ? first + count : Math.min(first + count, counted)
  return (
    <footer className={classes.foot}>
      <span data-testid="rows-range">
        {counted === 0 ? 'No rows' : count > 0 && `${formatCount(first + 1)}–${formatCount(end)}`}
        {counted !== 0 && count > 0 && words !== null && ` of ${words}`}
      </span>
      {counted === null &&
        (isCounting ? (
          <>
            <Loader size={12} color="var(--accent)" aria-hidden />
            <span>Counting</span>
            <Button variant="subtle" size="compact-xs" onClick={props.onStop}>
              Cancel
            </Button>
          </>
        ) : (
          <Button variant="subtle" size="compact-xs" onClick={props.onCount}>
            Count all
          </Button>
        ))}
      {props.onRefresh !== null && (
        <Button variant="subtle" size="compact-xs" onClick={props.onRefresh}>
          Show newer rows
        </Button>
      )}
      <span className={classes.selected} data-testid="rows-selected">
        {selected}
      </span>
    </footer>
  )
}
