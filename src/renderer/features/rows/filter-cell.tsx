import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import classes from './filter-cell.module.css'
import { isNoFilter, longestFilterText, type ColumnFilterValue, type FilterHow } from './row-filters.ts'

const ways = [
  { how: 'contains', sign: '~', label: 'Contains' },
  { how: 'is', sign: '=', label: 'Is' },
  { how: 'empty', sign: '∅', label: 'Is empty' },
] as const satisfies readonly { how: FilterHow; sign: string; label: string }[]

interface Props {
  readonly column: string
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
  const way = ways.find(({ how }) => how === value.how) ?? ways[0]
  return (
    <div className={classes.filter} data-active={(value.off !== true && !isNoFilter(value)) || undefined}>
      <span className={classes.how}>
        <span aria-hidden>{way.sign}</span>
        <select
          aria-label={`How to filter ${column}`}
          title={way.label}
          value={way.how}
          onChange={({ currentTarget }) => {
            const chosen = ways.find(({ how }) => how === currentTarget.value)
            if (chosen !== undefined) onChange({ how: chosen.how, text })
          }}
        >
          {ways.map(({ how, sign, label }) => (
            <option key={how} value={how}>
              {sign} {label}
            </option>
          ))}
        </select>
      </span>
      {value.how === 'empty' ? (
        <span className={classes.fixed}>is empty</span>
      ) : (
        <input
          className={classes.text}
          aria-label={`Filter ${column}`}
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
