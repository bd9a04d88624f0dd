import { Switch } from '@mantine/core'
import classes from './form.module.css'

interface Props {
  readonly label: string
  readonly hint: string
  /** Whether the command line or the environment decides it. */
  readonly isGiven: boolean
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

/** A switch, with its meaning. */
export const SwitchRow = ({ label, hint, isGiven, checked, onChange }: Props) => (
  <div className={classes.row}>
    <div>
      <p className={classes.label}>{label}</p>
      <p className={classes.quiet}>{isGiven ? 'Set by the environment.' : hint}</p>
    </div>
    <Switch
      aria-label={label}
      disabled={isGiven}
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  </div>
)
