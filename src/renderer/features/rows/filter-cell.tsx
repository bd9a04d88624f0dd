import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import classes from './filter-cell.module.css'
import type { FilterHow } from '../../../contract/field-type.ts'
import type { RowColumn } from './row-columns.ts'
import { isNoFilter, longestFilterText, type ColumnFilterValue } from './row-filters.ts'

const ways: Readonly<Record<FilterHow, { readonly sign: string; readonly label: string }>> = {
  contains: { sign: '~', label: 'Contains' },
  is: { sign: '=', label: 'Is' },
  empty: { sign: '∅', label: 'Is empty' },
}

interface Props {
  readonly column: RowColumn
  readonly value: ColumnFilterValue
  readonly onChange: (value: ColumnFilterValue) => void
}

/** One column's filter: how to compare, and with what. The database is asked when typing pauses. */
export const FilterCell = ({ column, value, onChange }: Props) => {
  const [text, setText] = useState(value.text)
  const [given, setGiven] = useState(value)
  const [said, setSaid] = useState(value.text)
  // Changed from elsewhere: the field follows. What this field said itself may be older than what stands in it.
  if (given !== value) {
    setGiven(value)
    if (value.text !== said) {
      setText(value.text)
      setSaid(value.text)
    }
  }
  const report = useDebouncedCallback((next: string) => {
    setSaid(next)
    onChange({ how: value.how, text: next })
  }, 300)
  const { filters, title } = column
  const way = ways[value.how]
  return (
    <div
      className={classes.filter}
      data-active={(value.off !== true && !isNoFilter(column, value)) || undefined}
    >
      <span className={classes.how}>
        <span aria-hidden>{way.sign}</span>
        <select
          aria-label={`How to filter ${title}`}
          title={way.label}
          value={value.how}
          onChange={({ currentTarget }) => {
            const how = filters.find((other) => other === currentTarget.value)
            if (how !== undefined) onChange({ how, text })
          }}
        >
          {filters.map((how) => (
            <option key={how} value={how}>
              {ways[how].sign} {ways[how].label}
            </option>
          ))}
        </select>
      </span>
      {value.how === 'empty' ? (
        <span className={classes.fixed}>is empty</span>
      ) : (
        <input
          className={classes.text}
          aria-label={`Filter ${title}`}
          placeholder="Filter"
          value={text}
          maxLength={longestFilterText}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            setText(event.currentTarget.value)
            report(event.currentTarget.value)
          }}
        />
      )}
    </div>
  )
}
