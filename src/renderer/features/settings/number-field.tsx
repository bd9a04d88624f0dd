import { preferenceBounds, type BoundedPreference } from '../../../contract/preferences.ts'
import { WholeField } from '../../ui/whole-field.tsx'
import classes from './form.module.css'
import { inputParts } from './input-parts.ts'

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
export const NumberField = ({ name, label, hint, value, mistake, disabled = false, onChange }: Props) => {
  const unit = name === 'heldBytes' ? mebibyte : 1
  const { least, most, usual } = preferenceBounds[name]
  const [from, to, normal] = [least, most, usual].map((number) => (number / unit).toLocaleString('en-US'))
  const bounds = `${from}–${to}, default ${normal}`
  return (
    <WholeField
      label={label}
      // What is wrong says the bounds too, and stands where they stood.
      description={
        mistake === undefined && (
          <>
            {hint} <span className={classes.bounds}>{bounds}</span>
          </>
        )
      }
      {...inputParts}
      disabled={disabled}
      value={value / unit}
      error={mistake}
      onChange={(typed) => onChange(typed === null ? Number.NaN : typed * unit)}
    />
  )
}
