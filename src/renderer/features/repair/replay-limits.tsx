import { usualReplay } from '../../../contract/repair-outcome.ts'
import { labelOfSetting, withoutRate } from '../../../contract/setting-words.ts'
import { boundsText, isWithin, wholeMistake } from '../../format/whole-number.ts'
import look from '../../ui/field.module.css'
import { WholeField } from '../../ui/whole-field.tsx'
import classes from './rules-panel.module.css'

export interface Limits {
  /** Messages a second; null for as fast as possible, NaN for anything but a whole number. */
  readonly rate: number | null
  /** The share of a stage that may be rejected again, in percent; NaN as above. */
  readonly mostFailures: number
}

export const usualLimits: Limits = { rate: null, mostFailures: usualReplay.mostFailures }

const share = { least: 0, most: 100 }
const pace = { least: 1, most: 1_000_000 }

const isPace = (rate: number | null): boolean => rate === null || isWithin(rate, pace)

/** Whether messages can be sent by these limits. */
export const areLimits = ({ rate, mostFailures }: Limits): boolean =>
  isPace(rate) && isWithin(mostFailures, share)

interface Props {
  readonly limits: Limits
  readonly onChange: (limits: Limits) => void
}

/** How fast messages are sent, and how many may be rejected again before sending stops. */
export const ReplayLimits = ({ limits, onChange }: Props) => (
  <details className={classes.limits}>
    <summary>
      {areLimits(limits)
        ? `1 message first, then 10, 100 and so on; stops when more than ${limits.mostFailures} % of a stage are rejected again`
        : 'The limits are not whole numbers within their bounds'}
    </summary>
    <div>
      <WholeField
        classNames={look}
        className={classes.wide}
        label={labelOfSetting('mostFailures')}
        description={`${boundsText(share)}, default ${usualReplay.mostFailures}`}
        error={isWithin(limits.mostFailures, share) ? null : wholeMistake(share)}
        value={limits.mostFailures}
        onChange={(value) => onChange({ ...limits, mostFailures: value ?? Number.NaN })}
      />
      <WholeField
        classNames={look}
        className={classes.wide}
        label={labelOfSetting('rate')}
        placeholder={withoutRate}
        description={boundsText(pace)}
        error={isPace(limits.rate) ? null : wholeMistake(pace)}
        value={limits.rate}
        onChange={(rate) => onChange({ ...limits, rate })}
      />
    </div>
  </details>
)
