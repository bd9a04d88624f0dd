import { formatCount, mebibyte } from '../../../contract/amount.ts'
import { preferenceBounds, type BoundedPreference } from '../../../contract/preferences.ts'
import { labelOfSetting } from '../../../contract/setting-words.ts'
import { WholeField } from '../../ui/whole-field.tsx'
import classes from './form.module.css'
import { inputParts } from './input-parts.ts'

interface Props {
  readonly name: BoundedPreference
  readonly hint?: string
  /** NaN for anything but a whole number. */
  readonly value: number
  readonly mistake: string | undefined
  readonly disabled?: boolean
  readonly onChange: (value: number) => void
}

/** A number with its bounds. Bytes are typed in MiB. A value out of bounds is reported, not quietly corrected. */
export const NumberField = ({ name, hint, value, mistake, disabled = false, onChange }: Props) => {
  const unit = name === 'heldBytes' ? mebibyte : 1
  const { least, most, usual } = preferenceBounds[name]
  const [from, to, normal] = [least, most, usual].map((number) => formatCount(number / unit))
  const bounds = `${from}–${to}, default ${normal}`
  return (
    <WholeField
      label={labelOfSetting(name)}
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
