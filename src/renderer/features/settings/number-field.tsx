import { preferenceBounds, type BoundedPreference } from '../../../contract/preferences.ts'
import { WholeField } from '../../ui/whole-field.tsx'
import classes from './form.module.css'
import { inputParts } from './input-parts.ts'

const mebibyte = 1024 * 1024

interface Props {
  readonly name: BoundedPreference
  readonly label: string
  readonly hint?: string
  /** NaN for anything but a whole number. */
  readonly value: number
  readonly mistake: string | undefined
  readonly disabled?: boolean
  readonly onChange: (value: number) => void
}

/** A number with its bounds. Bytes are typed in MiB. A value out of bounds is reported, not quietly corrected. */
export const NumberField = ({ name, label, hint, value, mistake, disabled = false, onChange }: Props) => {
  const unit = name === 'heldBytes' ? mebibyte : 1
  const { least, most, usual } = preferenceBounds[name]
  const [from, to, normal] = [least, most, usual].map((number) => (number / unit).toLocaleString('en-US'))
  const bounds = `${from}–${to}, default ${normal}`
  return (
    <WholeField
      label={label}
      // The mistake states the bounds too, in place of the hint.
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
