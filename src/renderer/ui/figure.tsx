import { formatCount } from '../format/number.ts'
import classes from './figure.module.css'

interface Props {
  readonly label: string
  readonly testId?: string
  readonly value: number | undefined
  /** Whether the number is only roughly right. */
  readonly estimate?: boolean
  readonly size?: 'small' | 'medium' | 'large'
  /** What it is, for those who rest the pointer on it. */
  readonly title?: string
  /** The colour that stands for this number in the bar. */
  readonly hue?: 'loaded' | 'duplicates' | 'rejected' | 'released'
}

/** A number under its name. */
export const Figure = ({ label, testId, value, estimate = false, size = 'medium', hue, title }: Props) => (
  <div className={classes.figure} data-size={size} data-zero={value === 0 || undefined}>
    <dt>
      {hue !== undefined && <span className={classes.key} data-hue={hue} />}
      {label}
    </dt>
    <dd title={title ?? (estimate ? 'As SQS estimates it' : undefined)}>
      {value === undefined ? (
        <span className={classes.none}>–</span>
      ) : (
        <>
          {estimate && <span className={classes.about}>≈ </span>}
          <span data-testid={testId}>{formatCount(value)}</span>
        </>
      )}
    </dd>
  </div>
)
