import { preferenceBounds, type BoundedPreference } from '../../../contract/preferences.ts'
import { WholeField } from '../../ui/whole-field.tsx'
import classes from './form.module.css'

const mebibyte = 1024 * 1024

interface Props {
  readonly name: BoundedPreference
  readonly label: string
  readonly hint?: string
  /** NaN for what is no whole number. */
  readonly value: number
  readonly mistake: string | undefined
  readonly disabled?: boolean
  readonly onChange: (value: number) => void
}

/** A number with its bounds. Bytes are typed in MiB. What is out of bounds is said, not quietly moved into them. */
export const NumberField = ({ name, value, onChange, ...props }: Props) => (
  <WholeField
    {...props}
    bounds={preferenceBounds[name]}
    unit={name === 'heldBytes' ? mebibyte : 1}
    labelClass={classes.label}
    value={value}
    onChange={(typed) => onChange(typed ?? Number.NaN)}
  />
)
