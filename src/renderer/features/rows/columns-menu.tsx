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
            {pickColumns(columns, layout.order).map(({ name: column, title, at }, index) => (
              <li key={column} className={classes.column}>
                <Checkbox
                  size="xs"
                  label={title}
                  checked={isShown(layout, { name: column, at })}
                  // A table without columns would have no head to bring them back.
                  disabled={shown.length === 1 && shown[0]?.name === column}
                  onChange={({ currentTarget: { checked } }) =>
                    onChange({ visibility: { ...layout.visibility, [column]: checked } })
                  }
                />
                {control.indexes?.ready.includes(column) === true ? (
                  <Tooltip label="Sorting uses an index: remove it">
                    <ActionIcon
                      size="sm"
                      aria-label={`Remove the index for sorting by ${title}`}
                      onClick={() => control.drop(column)}
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
                  aria-pressed={layout.pinned.includes(column)}
                  className={classes.pin}
                  onClick={() => onChange({ pinned: togglePin(columns, layout.pinned, column) })}
                >
                  <IconPin size={14} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  size="sm"
                  aria-label={`Move ${title} to the left`}
                  disabled={index === 0}
                  onClick={() => onChange({ order: moveColumn(layout.order, column, -1) })}
                >
                  <IconChevronUp size={14} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  size="sm"
                  aria-label={`Move ${title} to the right`}
                  disabled={index === layout.order.length - 1}
                  onClick={() => onChange({ order: moveColumn(layout.order, column, 1) })}
                >
                  <IconChevronDown size={14} aria-hidden />
                </ActionIcon>
              </li>
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
