import { TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import look from './field.module.css'

export interface Confirming {
  /** Whether every name was typed. */
  readonly isTyped: boolean
  /** A field for each name. */
  readonly fields: ReactNode
}

/** Asks to type each of these names, before something that must not happen by accident. */
export const useConfirmFields = (names: readonly string[], className?: string): Confirming => {
  const [typed, type] = useState<Readonly<Record<string, string>>>({})
  return {
    isTyped: names.every((name) => typed[name]?.trim() === name),
    fields: names.map((name) => (
      <TextInput
        key={name}
        size="xs"
        label={`Type ${name} to confirm it`}
        classNames={{ input: look.input }}
        className={className}
        spellCheck={false}
        autoComplete="off"
        value={typed[name] ?? ''}
        onChange={(event) => {
          const { value } = event.currentTarget
          type((former) => ({ ...former, [name]: value }))
        }}
      />
    )),
  }
}
