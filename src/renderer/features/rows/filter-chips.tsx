import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ColumnFiltersState } from '@tanstack/react-table'
import classes from './filter-chips.module.css'
import { visible } from '../../../contract/visible.ts'
import type { RowColumn } from './row-columns.ts'
import { filterFault, filterWords, isAsked, removeFilter, type ColumnFilterValue } from './row-filters.ts'

interface Props {
  readonly columns: readonly RowColumn[]
  readonly filters: ColumnFiltersState
  readonly onChange: (filters: ColumnFiltersState) => void
}

/** Every filter in words: a press switches it off and on again, the cross takes it away. */
export const FilterChips = ({ columns, filters, onChange }: Props) => (
  <div className={classes.chips} role="group" aria-label="Filters">
    {filters.map(({ id, value }) => {
      const filter = value as ColumnFilterValue
      const words = `${visible(id)} ${filterWords(filter)}`
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
              onChange(
                filters.map((other) =>
                  other.id === id ? { id, value: { ...filter, off: filter.off !== true } } : other,
                ),
              )
            }
          >
            {words}
          </button>
          <ActionIcon
            size="xs"
            aria-label={`Remove: ${words}`}
            onClick={() => onChange(removeFilter(filters, id))}
          >
            <IconX size={12} aria-hidden />
          </ActionIcon>
        </span>
      )
    })}
    <Button variant="subtle" size="compact-xs" onClick={() => onChange([])}>
      Clear filters
    </Button>
  </div>
)
