import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
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
  const { typed, type } = useTyped(value, onChange)
  const { how } = value
  const { title } = column
  const fault = filterFault(column, { ...typed, how })
  return (
    <div
      className={classes.filter}
      data-active={(value.off !== true && !isNoFilter(column, value)) || undefined}
      data-fault={fault !== null || undefined}
    >
      <HowToFilter column={column} how={how} onChange={(other) => onChange(filterBy(other, typed))} />
      {takesNoText(how) ? (
        <span className={classes.fixed}>{filterWays[how].label.toLowerCase()}</span>
      ) : (
        <FilterText
          id={filterFieldId(column.name)}
          label={how === 'between' ? `Filter ${title} from` : `Filter ${title}`}
          placeholder={how === 'between' ? 'from' : how === 'one-of' ? 'a, b, c' : 'Filter'}
          text={typed.text}
          longest={how === 'one-of' ? longestList : longestFilterText}
          fault={fault}
          onType={(text) => type({ text })}
        />
      )}
      {how === 'between' && (
        <FilterText
          label={`Filter ${title} to`}
          placeholder="to"
          text={typed.to ?? ''}
          longest={longestFilterText}
          fault={fault}
          onType={(to) => type({ to })}
        />
      )}
    </div>
  )
}

/** A filter of these texts with another comparison. */
const filterBy = (
  how: ColumnFilterValue['how'],
  { text, to = '' }: Pick<ColumnFilterValue, 'text' | 'to'>,
): ColumnFilterValue => (how === 'between' ? { how, text, to } : { how, text })

/** The content of the fields, which is reported after a pause; a value that changes from elsewhere replaces it. */
const useTyped = (value: ColumnFilterValue, onChange: (value: ColumnFilterValue) => void) => {
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
  const type = (part: Partial<ColumnFilterValue>): void => {
    const next = filterBy(value.how, { ...typed, ...part })
    setTyped(next)
    report(next)
  }
  return { typed, type }
}

interface HowProps {
  readonly column: RowColumn
  readonly how: ColumnFilterValue['how']
  readonly onChange: (how: ColumnFilterValue['how']) => void
}

/** Chooses how to compare; shown as the sign of the comparison. */
const HowToFilter = ({ column: { filters, title }, how, onChange }: HowProps) => (
  <span className={classes.how}>
    <span aria-hidden>{filterWays[how].sign}</span>
    <select
      aria-label={`How to filter ${title}`}
      title={filterWays[how].label}
      value={how}
      onChange={({ currentTarget }) => {
        const other = filters.find((each) => each === currentTarget.value)
        if (other !== undefined) onChange(other)
      }}
    >
      {filters.map((each) => (
        <option key={each} value={each}>
          {filterWays[each].sign} {filterWays[each].label}
        </option>
      ))}
    </select>
  </span>
)

interface TextProps {
  readonly id?: string
  readonly label: string
  readonly placeholder: string
  readonly text: string
  /** In characters. */
  readonly longest: number
  /** Why nothing can be compared with it; null where it can. */
  readonly fault: string | null
  readonly onType: (text: string) => void
}

const FilterText = ({ id, label, placeholder, text, longest, fault, onType }: TextProps) => (
  <input
    id={id}
    className={classes.text}
    aria-label={label}
    title={fault ?? undefined}
    aria-invalid={fault !== null || undefined}
    placeholder={placeholder}
    spellCheck={false}
    autoComplete="off"
    value={text}
    maxLength={longest}
    onKeyDown={(event) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.currentTarget.closest('table')?.focus()
    }}
    onChange={({ currentTarget }) => onType(currentTarget.value)}
  />
)
