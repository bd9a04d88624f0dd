import { NumberInput } from '@mantine/core'
import { usualReplay } from '../../../contract/repair-outcome.ts'
import look from '../../ui/field.module.css'
import classes from './rules-panel.module.css'

export interface Limits {
  /** Messages a second; null for as fast as possible. */
  readonly rate: number | null
  /** The share of a stage that may be rejected again, in percent. */
  readonly mostFailures: number
}

export const usualLimits: Limits = { rate: null, mostFailures: usualReplay.mostFailures }

interface Props {
  readonly limits: Limits
  readonly onChange: (limits: Limits) => void
}

/** How fast messages are sent, and how many may be rejected again before sending stops. */
export const ReplayLimits = ({ limits, onChange }: Props) => (
  <details className={classes.limits}>
    <summary>
      1 message first, then 10, 100 and so on; stops when more than {limits.mostFailures} % of a stage are
      rejected again
    </summary>
    <div>
      <NumberInput
        size="xs"
        classNames={look}
        className={classes.wide}
        label="Stop at, in percent"
        allowDecimal={false}
        min={0}
        max={100}
        clampBehavior="strict"
        value={limits.mostFailures}
        onChange={(value) => onChange({ ...limits, mostFailures: Number(value) || 0 })}
      />
      <NumberInput
        size="xs"
        classNames={look}
        className={classes.wide}
        label="Messages a second"
        placeholder="As fast as it goes"
        allowDecimal={false}
        min={1}
        max={1_000_000}
        clampBehavior="strict"
        value={limits.rate ?? ''}
        onChange={(value) =>
          onChange({ ...limits, rate: value === '' ? null : Math.max(1, Number(value) || 1) })
        }
      />
    </div>
  </details>
)
