import { ActionIcon, NativeSelect, TextInput, Tooltip } from '@mantine/core'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useRef } from 'react'
import { isReasonCode, nameOfReason } from '../../../contract/reason.ts'
import { useEvent } from '../../state/use-event.ts'
import { viewHref } from '../../state/use-view.ts'
import look from '../../ui/field.module.css'
import { useFindKey } from '../../ui/use-find-key.ts'
import classes from './filter-bar.module.css'
import { reasonsOf, timeSpans, type Chosen } from './rejected-filters.ts'

interface Props {
  readonly chosen: Chosen
  readonly onChoose: (chosen: Chosen) => void
  /** The run that the address names, if any. */
  readonly runId: string | null
}

/** Narrows the list by id, reason, time and run. What is in a body cannot be searched: it is sealed. */
export const FilterBar = ({ chosen, onChoose, runId }: Props) => {
  const event = useEvent()
  const field = useRef<HTMLInputElement>(null)
  useFindKey(() => field.current?.focus())
  return (
    <search className={classes.bar}>
      <TextInput
        size="xs"
        ref={field}
        classNames={look}
        className={classes.search}
        aria-label="Message id"
        placeholder="Message id, or how it begins"
        title="Bodies are sealed and cannot be searched"
        leftSection={<IconSearch size={14} stroke={1.75} aria-hidden />}
        value={chosen.messageId ?? ''}
        maxLength={128}
        onChange={(event) => onChoose({ ...chosen, messageId: event.currentTarget.value.trim() || null })}
      />
      <NativeSelect
        size="xs"
        classNames={look}
        className={classes.reason}
        aria-label="Reason"
        data={[
          { value: '', label: 'Any reason' },
          ...reasonsOf(event).map((code) => ({ value: code, label: nameOfReason(code) })),
        ]}
        value={chosen.code ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onChoose({ ...chosen, cause: null, code: isReasonCode(value) ? value : null })
        }
      />
      <TimeSelect chosen={chosen} onChoose={onChoose} />
      {runId !== null && (
        <span className={classes.run}>
          Run {runId.slice(0, 8)}
          <Tooltip label="Show all runs">
            <ActionIcon component="a" size={20} aria-label="Show all runs" href={viewHref('rejected')}>
              <IconX size={13} stroke={1.75} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </span>
      )}
    </search>
  )
}

const TimeSelect = ({ chosen, onChoose }: Omit<Props, 'runId'>) => (
  <NativeSelect
    size="xs"
    classNames={look}
    aria-label="Time"
    data={['Any time', ...timeSpans.map(({ label }) => label)]}
    value={chosen.time?.label ?? 'Any time'}
    onChange={({ currentTarget: { value } }) => {
      const span = timeSpans.find(({ label }) => label === value)
      const time = span && { label: span.label, since: new Date(Date.now() - span.ms).toISOString() }
      onChoose({ ...chosen, time: time ?? null })
    }}
  />
)
