import { NumberInput } from '@mantine/core'
import { preferenceBounds, type BoundedPreference } from '../../../contract/preferences.ts'
import classes from './form.module.css'
import { inputParts } from './input-parts.ts'

const mebibyte = 1024 * 1024

interface Props {
  readonly name: BoundedPreference
  readonly label: string
  readonly hint?: string
  /** NaN for an empty field. */
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
    <NumberInput
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
      hideControls
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="none"
      thousandSeparator=","
      disabled={disabled}
      value={Number.isNaN(value) ? '' : value / unit}
      error={mistake}
      onChange={(typed) => onChange(typed === '' ? Number.NaN : Number(typed) * unit)}
    />
  )
}
