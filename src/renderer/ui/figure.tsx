import { formatCount } from '../../contract/amount.ts'
import classes from './figure.module.css'

interface Props {
  readonly label: string
  readonly testId?: string | undefined
  readonly value: number | undefined
  /** Whether the number is an estimate. Zero needs no such mark. */
  readonly estimate?: boolean
  /** `line` has name and number side by side. */
  readonly size?: 'line' | 'small' | 'medium' | 'large'
  /** What it is, shown when the pointer rests on it. */
  readonly title?: string | undefined
  /** The colour of this number in the bar. */
  readonly hue?: 'loaded' | 'duplicates' | 'rejected' | 'released'
  /** A link to what is counted. */
  readonly href?: string | undefined
}

const million = 1_000_000

/** A number under its name, or beside it. */
export const Figure = ({
  label,
  testId,
  value,
  estimate = false,
  size = 'medium',
  hue,
  title,
  href,
}: Props) => {
  const about = estimate && value !== undefined && value > 0
  return (
    <div
      className={classes.figure}
      data-size={size}
      data-zero={value === 0 || undefined}
      data-long={(value ?? 0) >= million || undefined}
    >
      <dt>
        {hue !== undefined && <span className={classes.key} data-hue={hue} />}
        {label}
      </dt>
      <dd title={title ?? (about ? 'As SQS estimates it' : undefined)}>
        {value === undefined ? (
          <span className={classes.none}>–</span>
        ) : (
          <>
            {about && <span className={classes.about}>≈ </span>}
            <Count label={label} testId={testId} value={value} href={href} />
          </>
        )}
      </dd>
    </div>
  )
}

const Count = ({
  label,
  testId,
  value,
  href,
}: Pick<Props, 'label' | 'testId' | 'href'> & { value: number }) => {
  const count = <span data-testid={testId}>{formatCount(value)}</span>
  // Zero has nothing to show.
  return href === undefined || value === 0 ? (
    count
  ) : (
    <a className={classes.link} href={href} aria-label={`${label}: ${formatCount(value)}`}>
      {count}
    </a>
  )
}
