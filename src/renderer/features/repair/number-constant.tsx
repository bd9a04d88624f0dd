import { TextInput } from '@mantine/core'
import { useState } from 'react'
import look from '../../ui/field.module.css'
import { constantOf } from './rule-draft.ts'

interface Props {
  readonly className: string | undefined
  /** NaN for anything but a number. */
  readonly value: number
  readonly onChange: (value: number) => void
}

/** A number as JSON has them. What is typed stays as it was typed, right or wrong. */
export const NumberConstant = ({ className, value, onChange }: Props) => {
  const [text, setText] = useState(textOf(value))
  const [said, setSaid] = useState(value)
  if (!Object.is(value, said)) {
    setSaid(value)
    setText(textOf(value))
  }
  return (
    <TextInput
      size="xs"
      classNames={look}
      className={className}
      aria-label="Value"
      placeholder="Value"
      inputMode="decimal"
      maxLength={400}
      value={text}
      onChange={({ currentTarget }) => {
        const typed = Number(constantOf('number', currentTarget.value))
        setText(currentTarget.value)
        setSaid(typed)
        onChange(typed)
      }}
    />
  )
}

const textOf = (value: number): string => (Number.isNaN(value) ? '' : String(value))
