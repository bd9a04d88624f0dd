import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ColumnFiltersState } from '@tanstack/react-table'
import classes from './filter-chips.module.css'
import { isolated, visible, type Shown } from '../../../contract/visible.ts'
import { viewHref } from '../../state/use-view.ts'
import { Sentence } from '../../ui/sender-text.tsx'
import type { RowChoice } from './row-choice.ts'
import type { RowColumn } from './row-columns.ts'
import { filterFault, filterWords, isAsked, removeFilter, type ColumnFilterValue } from './row-filters.ts'

interface Props {
  readonly columns: readonly RowColumn[]
  readonly filters: ColumnFiltersState
  /** The run whose rows are shown; null for all. */
  readonly run: string | null
  readonly onChange: (change: Partial<Pick<RowChoice, 'filters' | 'run'>>) => void
}

/** The run whose rows are shown, and every filter in words: a press toggles it, the cross removes it. */
export const FilterChips = ({ columns, filters, run, onChange }: Props) => (
  <div className={classes.chips} role="group" aria-label="Filters">
    {run !== null && <RunChip run={run} onRemove={() => onChange({ run: null })} />}
    {filters.map(({ id, value }) => {
      const filter = value as ColumnFilterValue
      const words = (shown: Shown): string => `${shown(id)} ${filterWords(filter, shown)}`
      const column = columns.find(({ name }) => name === id)
      const fault = column === undefined ? null : filterFault(column, filter)
      return (
        <span
          key={id}
          className={classes.chip}
          data-off={(column !== undefined && !isAsked(column, filter)) || undefined}
        >
          <button
            type="button"
            className={classes.words}
            aria-pressed={filter.off !== true}
            title={fault ?? (filter.off === true ? 'Switch on' : 'Switch off')}
            onClick={() =>
              onChange({
                filters: filters.map((other) =>
                  other.id === id ? { id, value: { ...filter, off: filter.off !== true } } : other,
                ),
              })
            }
          >
            <Sentence text={words(isolated)} />
          </button>
          <ActionIcon
            size="xs"
            aria-label={`Remove: ${words(visible)}`}
            onClick={() => onChange({ filters: removeFilter(filters, id) })}
          >
            <IconX size={12} aria-hidden />
          </ActionIcon>
        </span>
      )
    })}
    <Button variant="subtle" size="compact-xs" onClick={() => onChange({ filters: [], run: null })}>
      Clear filters
    </Button>
  </div>
)

/** Leads back to the run, and removes its filter. */
const RunChip = ({ run, onRemove }: { readonly run: string; readonly onRemove: () => void }) => (
  <span className={classes.chip} data-testid="run-chip">
    <a className={classes.words} href={viewHref('runs', { run })} title={`Run ${run}`}>
      Loaded by run <code>{run.slice(0, 8)}</code>
    </a>
    <ActionIcon size="xs" aria-label="Remove: loaded by one run" onClick={onRemove}>
      <IconX size={12} aria-hidden />
    </ActionIcon>
  </span>
)
