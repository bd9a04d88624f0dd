import { Button, NumberInput, Popover } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { formatCountOf } from '../../format/number.ts'
import { chooseRun, type RunChoices } from '../../state/run-choices.ts'
import classes from './run-limit.module.css'

const minutesOf = ({ maxSeconds }: RunChoices): number | null =>
  maxSeconds === null ? null : maxSeconds / 60

/** The limits that are set, in words. */
const limitWords = (choices: RunChoices): string => {
  const { maxMessages } = choices
  const minutes = minutesOf(choices)
  const parts = [
    maxMessages === null ? null : formatCountOf(maxMessages, 'message'),
    minutes === null ? null : `${minutes} min`,
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
      <NumberInput
        label="Messages, at most"
        placeholder="Any number"
        size="xs"
        min={1}
        max={1_000_000_000}
        allowDecimal={false}
        thousandSeparator=","
        value={choices.maxMessages ?? ''}
        onChange={(value) => chooseRun({ maxMessages: positive(value) })}
      />
      <NumberInput
        label="Minutes, at most"
        placeholder="Any time"
        size="xs"
        min={1}
        max={10_080}
        allowDecimal={false}
        thousandSeparator=","
        value={minutesOf(choices) ?? ''}
        onChange={(value) => {
          const minutes = positive(value)
          chooseRun({ maxSeconds: minutes === null ? null : Math.min(minutes, 10_080) * 60 })
        }}
      />
      <p className={classes.hint}>What is in hand when a limit is reached is still loaded.</p>
    </Popover.Dropdown>
  </Popover>
)

const positive = (value: number | string): number | null => {
  const number = Number(value)
  return value === '' || !Number.isSafeInteger(number) || number < 1 ? null : number
}
