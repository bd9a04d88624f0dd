import { Menu } from '@mantine/core'
import { longestFilterText } from '../../../contract/row-filter.ts'
import { PointMenu, type Point } from '../../ui/point-menu.tsx'
import type { RowColumn } from './row-columns.ts'
import type { ColumnFilterValue } from './row-filters.ts'
import { rowForms, type RowForm } from './row-text.ts'

interface Props {
  readonly at: Point
  readonly column: RowColumn
  /** The cell's value; null for none. */
  readonly value: string | null
  /** The selection in words; null for the cell alone. */
  readonly selected: string | null
  readonly onCopy: (form: RowForm) => void
  readonly onFilter: (value: ColumnFilterValue) => void
  readonly onOpen: () => void
  readonly onClose: () => void
}

/** Actions on a cell, and on the selected ones around it. */
export const CellMenu = ({ at, column, value, selected, onCopy, onFilter, onOpen, onClose }: Props) => (
  <PointMenu label="Cell" at={at} onClose={onClose}>
    <Menu.Item onClick={() => onCopy('TSV')}>
      {selected === null ? 'Copy value' : `Copy ${selected}`}
    </Menu.Item>
    {rowForms
      .filter((form) => form !== 'TSV' || selected !== null)
      .map((form) => (
        <Menu.Item key={form} onClick={() => onCopy(form)}>
          Copy as {form}
        </Menu.Item>
      ))}
    {waysOf(column, value).map(({ words, filter }) => (
      <Menu.Item key={words} onClick={() => onFilter(filter)}>
        {words}
      </Menu.Item>
    ))}
    <Menu.Divider />
    <Menu.Item onClick={onOpen}>Details</Menu.Item>
  </PointMenu>
)

interface Way {
  readonly words: string
  readonly filter: ColumnFilterValue
}

/** The filters that a cell's value offers. */
const waysOf = ({ filters }: RowColumn, value: string | null): readonly Way[] => {
  const isEmpty = value === null || value === ''
  const ways: readonly Way[] = isEmpty
    ? [
        { words: 'Only rows without a value here', filter: { how: 'empty', text: '' } },
        { words: 'Only rows with a value here', filter: { how: 'not-empty', text: '' } },
      ]
    : [
        { words: 'Only rows with this value', filter: { how: 'is', text: value } },
        { words: 'Only rows with other values', filter: { how: 'is-not', text: value } },
      ]
  return ways.filter(({ filter }) => filters.includes(filter.how) && filter.text.length <= longestFilterText)
}
