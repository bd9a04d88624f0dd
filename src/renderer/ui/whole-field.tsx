import { formatNumber } from '../../contract/amount.ts'
import { TextInput, type TextInputProps } from '@mantine/core'
import { useState } from 'react'
import { readWhole } from '../format/whole-number.ts'

interface Props extends Omit<TextInputProps, 'value' | 'onChange'> {
  /** Null for nothing, NaN for anything but a whole number. */
  readonly value: number | null
  /** With what is typed, in bounds or not. */
  readonly onChange: (value: number | null) => void
}

/** A whole number. What is typed stays as it was typed, right or wrong; a number that comes from elsewhere replaces it. */
export const WholeField = ({ value, onChange, ...input }: Props) => {
  const [text, setText] = useState(textOf(value))
  const [said, setSaid] = useState(value)
  // Where a number is needed, nothing is none.
  if (!Object.is(value ?? Number.NaN, said ?? Number.NaN)) {
    setSaid(value)
    setText(textOf(value))
  }
  return (
    <TextInput
      size="xs"
      inputMode="numeric"
      autoComplete="off"
      {...input}
      value={text}
      onChange={({ currentTarget }) => {
        const typed = readWhole(currentTarget.value)
        setText(currentTarget.value)
        setSaid(typed)
        onChange(typed)
      }}
    />
  )
}

const textOf = (value: number | null): string =>
  value === null || Number.isNaN(value) ? '' : formatNumber(value)
