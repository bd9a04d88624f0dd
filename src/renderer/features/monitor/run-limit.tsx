import { Button, Popover, TextInput } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { formatCount, formatCountOf } from '../../../contract/amount.ts'
import { labelOfSetting } from '../../../contract/setting-words.ts'
import { chooseRun, type RunChoices } from '../../state/run-choices.ts'
import { readLimit } from './limit-text.ts'
import classes from './run-limit.module.css'

const minutesOf = ({ maxSeconds }: RunChoices): number | null =>
  maxSeconds === null ? null : maxSeconds / 60

/** The limits that are set, in words. */
const limitWords = (choices: RunChoices): string => {
  const { maxMessages } = choices
  const minutes = minutesOf(choices)
  const parts = [
    maxMessages === null ? null : formatCountOf(maxMessages, 'message'),
    minutes === null ? null : `${formatCount(minutes)} min`,
  ]
  return parts.filter((part) => part !== null).join(', ') || 'No limit'
}

interface Props {
  readonly choices: RunChoices
  readonly disabled: boolean
}

/** How many messages, or how many minutes, a run may take at most. */
export const RunLimit = ({ choices, disabled }: Props) => (
  <Popover position="bottom-end" trapFocus shadow="md" disabled={disabled} width={232}>
    <Popover.Target>
      <Button
        variant="subtle"
        disabled={disabled}
        rightSection={<IconChevronDown size={14} aria-hidden />}
        aria-label={`Limit of the run: ${limitWords(choices)}`}
      >
        {limitWords(choices)}
      </Button>
    </Popover.Target>
    <Popover.Dropdown className={classes.dropdown}>
      <LimitField
        label={labelOfSetting('maxMessages')}
        placeholder="None"
        most={1_000_000_000}
        value={choices.maxMessages}
        onChange={(maxMessages) => chooseRun({ maxMessages })}
      />
      <LimitField
        label={labelOfSetting('maxSeconds')}
        placeholder="None"
        most={10_080}
        value={minutesOf(choices)}
        onChange={(minutes) => chooseRun({ maxSeconds: minutes === null ? null : minutes * 60 })}
      />
      <p className={classes.hint}>What was received before a limit is reached is still loaded.</p>
    </Popover.Dropdown>
  </Popover>
)

interface FieldProps {
  readonly label: string
  readonly placeholder: string
  readonly most: number
  readonly value: number | null
  readonly onChange: (value: number | null) => void
}

/** An invalid limit is reported, and the former limit stays in force. */
const LimitField = ({ label, placeholder, most, value, onChange }: FieldProps) => {
  const [text, setText] = useState(value === null ? '' : formatCount(value))
  const read = readLimit(text, most)
  const kept = value === null ? 'No limit is in force.' : `The limit stays at ${formatCount(value)}.`
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      size="xs"
      inputMode="numeric"
      value={text}
      error={read.kind === 'mistake' ? `${read.words} ${kept}` : null}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value)
        const typed = readLimit(currentTarget.value, most)
        if (typed.kind === 'limit') onChange(typed.value)
      }}
    />
  )
}
