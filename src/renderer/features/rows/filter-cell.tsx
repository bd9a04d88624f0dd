import { Menu } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import classes from './filter-cell.module.css'
import { longestFilterText, noFilter, type ColumnFilterValue, type FilterHow } from './row-filters.ts'

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
  // Cleared from elsewhere: the field follows.
  if (given !== value) {
    setGiven(value)
    if (value === noFilter) setText('')
  }
  const report = useDebouncedCallback((next: string) => onChange({ ...value, text: next }), 300)
  const way = ways.find(({ how }) => how === value.how) ?? ways[0]
  return (
    <div className={classes.filter} data-active={value.how === 'empty' || value.text !== '' || undefined}>
      <Menu position="bottom-start" offset={4} shadow="md">
        <Menu.Target>
          <button type="button" className={classes.how} aria-label={`How to filter ${column}: ${way.label}`}>
            {way.sign}
          </button>
        </Menu.Target>
        <Menu.Dropdown className={classes.menu ?? ''}>
          {ways.map(({ how, sign, label }) => (
            <Menu.Item
              key={how}
              className={classes.choice ?? ''}
              leftSection={<span className={classes.sign}>{sign}</span>}
              onClick={() => onChange({ how, text })}
            >
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
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
