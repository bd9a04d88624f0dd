import { usualReplay } from '../../../contract/repair-outcome.ts'
import { isWithin } from '../../format/whole-number.ts'
import { WholeField } from '../../ui/whole-field.tsx'
import classes from './rules-panel.module.css'

export interface Limits {
  /** Messages a second; null for as fast as possible, NaN for what is no whole number. */
  readonly rate: number | null
  /** The share of a stage that may be rejected again, in percent; NaN as above. */
  readonly mostFailures: number
}

export const usualLimits: Limits = { rate: null, mostFailures: usualReplay.mostFailures }

const rates = { least: 1, most: 1_000_000 }
const shares = { least: 0, most: 100, usual: usualReplay.mostFailures }

/** Whether both were typed within their bounds. */
export const areFit = ({ rate, mostFailures }: Limits): boolean =>
  (rate === null || isWithin(rate, rates)) && isWithin(mostFailures, shares)

interface Props {
  readonly limits: Limits
  readonly onChange: (limits: Limits) => void
}

/** How fast messages are sent, and how many may be rejected again before sending stops. */
export const ReplayLimits = ({ limits, onChange }: Props) => (
  <details className={classes.limits}>
    <summary>
      1 message first, then 10, 100 and so on
      {isWithin(limits.mostFailures, shares) &&
        `; stops when more than ${limits.mostFailures} % of a stage are rejected again`}
    </summary>
    <div>
      <WholeField
        className={classes.wide}
        label="Stop at, in percent"
        bounds={shares}
        value={limits.mostFailures}
        onChange={(value) => onChange({ ...limits, mostFailures: value ?? Number.NaN })}
      />
      <WholeField
        className={classes.wide}
        label="Messages a second"
        blank="As fast as it goes"
        bounds={rates}
        value={limits.rate}
        onChange={(rate) => onChange({ ...limits, rate })}
      />
    </div>
  </details>
)
