import { ActionIcon, Button, Checkbox, Tooltip } from '@mantine/core'
import { IconBolt, IconChevronDown, IconChevronUp, IconColumns3, IconPin } from '@tabler/icons-react'
import classes from './columns-menu.module.css'
import { pickColumns, type RowColumn } from './row-columns.ts'
import {
  columnsInOrder,
  isShown,
  moveColumn,
  togglePin,
  usualLayout,
  type TableLayout,
} from './table-layout.ts'
import type { RowIndexControl } from './use-row-indexes.ts'
import { PopoverMenu } from '../../ui/popover-menu.tsx'
import { SenderText } from '../../ui/sender-text.tsx'

interface Props {
  readonly columns: readonly RowColumn[]
  readonly layout: TableLayout
  readonly onChange: (change: Partial<TableLayout>) => void
  readonly control: RowIndexControl
}

/** Which columns are shown, in what order, which are pinned, and which can be sorted by an index. */
export const ColumnsMenu = ({ columns, layout, onChange, control }: Props) => {
  const shown = columnsInOrder(layout, columns)
  return (
    <PopoverMenu label="Columns" Icon={IconColumns3}>
      {() => (
        <>
          <ul aria-label="Columns">
            {pickColumns(columns, layout.order).map((column, index) => (
              <ColumnEntry
                key={column.name}
                {...{ columns, layout, onChange, control, column, index }}
                isLast={shown.length === 1 && shown[0]?.name === column.name}
              />
            ))}
          </ul>
          <Button variant="subtle" size="compact-xs" onClick={() => onChange(usualLayout(columns))}>
            Reset columns
          </Button>
        </>
      )}
    </PopoverMenu>
  )
}

interface EntryProps extends Props {
  readonly column: RowColumn
  /** Its place among all columns. */
  readonly index: number
  /** Whether no other is shown. */
  readonly isLast: boolean
}

const ColumnEntry = ({ columns, layout, onChange, control, column, index, isLast }: EntryProps) => {
  const { name, title } = column
  return (
    <li className={classes.column}>
      <Checkbox
        size="xs"
        label={<SenderText text={title} />}
        checked={isShown(layout, column)}
        // A table without columns would have no head to bring them back.
        disabled={isLast}
        onChange={({ currentTarget: { checked } }) =>
          onChange({ visibility: { ...layout.visibility, [name]: checked } })
        }
      />
      {control.indexes?.ready.includes(name) === true ? (
        <Tooltip label="Sorting uses an index: remove it">
          <ActionIcon
            size="sm"
            aria-label={`Remove the index for sorting by ${title}`}
            onClick={() => control.drop(name)}
          >
            <IconBolt size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ) : (
        <span />
      )}
      <ActionIcon
        size="sm"
        aria-label={`Pin ${title}`}
        aria-pressed={layout.pinned.includes(name)}
        className={classes.pin}
        onClick={() => onChange({ pinned: togglePin(columns, layout.pinned, name) })}
      >
        <IconPin size={14} aria-hidden />
      </ActionIcon>
      <ActionIcon
        size="sm"
        aria-label={`Move ${title} to the left`}
        disabled={index === 0}
        onClick={() => onChange({ order: moveColumn(layout.order, name, -1) })}
      >
        <IconChevronUp size={14} aria-hidden />
      </ActionIcon>
      <ActionIcon
        size="sm"
        aria-label={`Move ${title} to the right`}
        disabled={index === layout.order.length - 1}
        onClick={() => onChange({ order: moveColumn(layout.order, name, 1) })}
      >
        <IconChevronDown size={14} aria-hidden />
      </ActionIcon>
    </li>
  )
}
