import { useDebouncedCallback } from '@mantine/hooks'
import { useState, type KeyboardEvent } from 'react'
import { longestFilterText } from '../../../contract/row-filter.ts'
import classes from './filter-cell.module.css'
import type { RowColumn } from './row-columns.ts'
import { filterFault, filterWays, isNoFilter, takesNoText, type ColumnFilterValue } from './row-filters.ts'

interface Props {
  readonly column: RowColumn
  readonly value: ColumnFilterValue
  readonly onChange: (value: ColumnFilterValue) => void
}

/** How long typing must pause before the database is asked, in milliseconds. */
const pause = 300

/** The most characters in a list of values, with separators and quotation marks. */
const longestList = 20_000

const isSame = (a: ColumnFilterValue, b: ColumnFilterValue): boolean =>
  a.text === b.text && (a.to ?? '') === (b.to ?? '')

/** The id of a column's filter in the page, for keys that lead there. */
export const filterFieldId = (column: string): string => `row-filter-${column}`

/** One column's filter: the comparison, and its value. Escape goes back to the rows. */
export const FilterCell = ({ column, value, onChange }: Props) => {
  const [typed, setTyped] = useState(value)
  const [given, setGiven] = useState(value)
  const [said, setSaid] = useState(value)
  // Changed from elsewhere: the fields follow. A change that they reported themselves may be older than what they contain.
  if (given !== value) {
    setGiven(value)
    if (!isSame(value, said)) {
      setTyped(value)
      setSaid(value)
    }
  }
  const report = useDebouncedCallback((next: ColumnFilterValue) => {
    setSaid(next)
    onChange(next)
  }, pause)
  const { how } = value
  const { filters, title } = column
  const change = (part: Partial<ColumnFilterValue>): void => {
    const { text, to = '' } = { ...typed, ...part }
    const next = how === 'between' ? { how, text, to } : { how, text }
    setTyped(next)
    report(next)
  }
  const fault = filterFault(column, { ...typed, how })
  const field = {
    className: classes.text,
    title: fault ?? undefined,
    'aria-invalid': fault !== null || undefined,
    spellCheck: false,
    autoComplete: 'off',
    onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.currentTarget.closest('table')?.focus()
    },
  }
  return (
    <div
      className={classes.filter}
      data-active={(value.off !== true && !isNoFilter(column, value)) || undefined}
      data-fault={fault !== null || undefined}
    >
      <span className={classes.how}>
        <span aria-hidden>{filterWays[how].sign}</span>
        <select
          aria-label={`How to filter ${title}`}
          title={filterWays[how].label}
          value={how}
          onChange={({ currentTarget }) => {
            const other = filters.find((each) => each === currentTarget.value)
            if (other === undefined) return
            const { text, to = '' } = typed
            onChange(other === 'between' ? { how: other, text, to } : { how: other, text })
          }}
        >
          {filters.map((each) => (
            <option key={each} value={each}>
              {filterWays[each].sign} {filterWays[each].label}
            </option>
          ))}
        </select>
      </span>
      {takesNoText(how) ? (
        <span className={classes.fixed}>{filterWays[how].label.toLowerCase()}</span>
      ) : (
        <input
          {...field}
          id={filterFieldId(column.name)}
          aria-label={how === 'between' ? `Filter ${title} from` : `Filter ${title}`}
          placeholder={how === 'between' ? 'from' : how === 'one-of' ? 'a, b, c' : 'Filter'}
          value={typed.text}
          maxLength={how === 'one-of' ? longestList : longestFilterText}
          onChange={({ currentTarget }) => change({ text: currentTarget.value })}
        />
      )}
      {how === 'between' && (
        <input
          {...field}
          aria-label={`Filter ${title} to`}
          placeholder="to"
          value={typed.to ?? ''}
          maxLength={longestFilterText}
          onChange={({ currentTarget }) => change({ to: currentTarget.value })}
        />
      )}
    </div>
  )
}
