import { NativeSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useRef } from 'react'
import { isReasonCode, nameOfReason } from '../../../contract/reason.ts'
import { useEvent } from '../../state/use-event.ts'
import look from '../../ui/field.module.css'
import { useFindKey } from '../../ui/use-find-key.ts'
import classes from './filter-bar.module.css'
import { FilterChips } from './filter-chips.tsx'
import { MoreFilters } from './more-filters.tsx'
import { reasonsOf, timeNamed, timeSpans, type Chosen } from './rejected-filters.ts'
import { SavedFilterMenu } from './saved-filter-menu.tsx'
import { TextField } from './text-field.tsx'

interface Props {
  readonly chosen: Chosen
  readonly onChoose: (chosen: Chosen) => void
  /** The run from the address, if any. */
  readonly runId: string | null
}

/** Narrows the list by id, reason, time, run, marks and place, and by a text, for which the engine opens the bodies. */
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
      <div className={classes.together}>
        <TextField text={chosen.text} onSearch={(text) => onChoose({ ...chosen, text })} />
        <MoreFilters chosen={chosen} onChoose={onChoose} />
        {event !== null && (
          <SavedFilterMenu key={event.name} event={event.name} chosen={chosen} onChoose={onChoose} />
        )}
      </div>
      <FilterChips chosen={chosen} onChoose={onChoose} runId={runId} />
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
    onChange={({ currentTarget: { value } }) => onChoose({ ...chosen, time: timeNamed(value) })}
  />
)
