import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconColumns3 } from '@tabler/icons-react'
import { loginColumns } from '../../../contract/rows.ts'
import classes from './columns-menu.module.css'
import { moveColumn, usualLayout, type TableLayout } from './table-layout.ts'

interface Props {
  readonly layout: TableLayout
  readonly onChange: (change: Partial<TableLayout>) => void
}

/** Which columns are shown, and in what order. */
export const ColumnsMenu = ({ layout, onChange }: Props) => {
  const shown = loginColumns.filter((column) => layout.visibility[column] !== false)
  return (
    <Popover position="bottom-end" trapFocus shadow="md">
      <Popover.Target>
        <Button variant="default" size="compact-sm" leftSection={<IconColumns3 size={14} aria-hidden />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown}>
        <ul aria-label="Columns">
          {layout.order.map((column, index) => (
            <li key={column} className={classes.column}>
              <Checkbox
                size="xs"
                label={column}
                checked={layout.visibility[column] !== false}
                // A table without columns could not be brought back by its head.
                disabled={shown.length === 1 && shown[0] === column}
                onChange={({ currentTarget: { checked } }) =>
                  onChange({ visibility: { ...layout.visibility, [column]: checked } })
                }
              />
              <ActionIcon
                size="sm"
                aria-label={`Move ${column} to the left`}
                disabled={index === 0}
                onClick={() => onChange({ order: moveColumn(layout.order, column, -1) })}
              >
                <IconChevronUp size={14} aria-hidden />
              </ActionIcon>
              <ActionIcon
                size="sm"
                aria-label={`Move ${column} to the right`}
                disabled={index === layout.order.length - 1}
                onClick={() => onChange({ order: moveColumn(layout.order, column, 1) })}
              >
                <IconChevronDown size={14} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
        <Button variant="subtle" size="compact-xs" onClick={() => onChange(usualLayout)}>
          As at first
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
