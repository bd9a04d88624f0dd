import { TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { formatCount } from '../format/number.ts'
import { isWithin, readWhole, type Bounds } from '../format/whole-number.ts'
import field from './field.module.css'
import classes from './whole-field.module.css'

interface Props {
  readonly label: string
  readonly bounds: Bounds & { readonly usual?: number }
  /** What one of what is typed stands for; the bounds and the value are in the smaller unit. */
  readonly unit?: number
  /** How an empty field is meant, as a placeholder; without it a number must be given. */
  readonly blank?: string
  readonly hint?: ReactNode
  /** Null for nothing, NaN for what is no whole number. */
  readonly value: number | null
  /** What is wrong, where that is more than the bounds. */
  readonly mistake?: string | undefined
  readonly disabled?: boolean
  readonly autoFocus?: boolean
  readonly className?: string | undefined
  readonly labelClass?: string | undefined
  readonly onChange: (value: number | null) => void
}

const textOf = (value: number | null, unit: number): string =>
  value === null || Number.isNaN(value) ? '' : formatCount(value / unit)

/**
 * A whole number with its bounds. What is typed stays as it is: what is no such number, or out of bounds, is said and
 * reported as it was typed, so whoever asked must see whether it is within.
 */
export const WholeField = ({
  label,
  bounds,
  unit = 1,
  blank,
  hint,
  value,
  mistake,
  disabled = false,
  ...props
}: Props) => {
  const [text, setText] = useState(() => textOf(value, unit))
  const [said, setSaid] = useState(value)
  // Changed from elsewhere: the field follows.
  if (!Object.is(value, said)) {
    setSaid(value)
    setText(textOf(value, unit))
  }
  const [from, to] = [bounds.least, bounds.most].map((bound) => formatCount(bound / unit))
  const typed = readWhole(text)
  const isFit = typed === null ? blank !== undefined : isWithin(typed * unit, bounds)
  const mayBeBlank = blank === undefined ? '' : ', or nothing'
  const usual = bounds.usual === undefined ? '' : `, default ${formatCount(bounds.usual / unit)}`
  const wrong = isFit ? mistake : `Give a whole number from ${from} to ${to}${mayBeBlank}.`
  return (
    <TextInput
      size="xs"
      classNames={{
        ...{ input: field.input, description: classes.hint, error: classes.mistake },
        ...(props.labelClass === undefined ? {} : { label: props.labelClass }),
      }}
      className={props.className}
      // What is wrong says the bounds too, and stands where they stood.
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      inputMode="numeric"
      autoComplete="off"
      label={label}
      placeholder={blank}
      description={
        wrong === undefined && (
          <>
            {hint}{' '}
            <span className={classes.bounds}>
              {from}–{to}
              {usual}
            </span>
          </>
        )
      }
      disabled={disabled}
      data-autofocus={props.autoFocus || undefined}
      value={text}
      error={wrong}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value)
        const next = readWhole(currentTarget.value)
        const told = next === null ? null : next * unit
        setSaid(told)
        props.onChange(told)
      }}
    />
  )
}
