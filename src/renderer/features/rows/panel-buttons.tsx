import { Button } from '@mantine/core'
import { IconChartBar, IconLayoutSidebarRight, type Icon } from '@tabler/icons-react'
import classes from './rows-view.module.css'

/** What is open beside the rows. */
export type RowsPanel = 'row' | 'summary'

const panels: readonly { readonly panel: RowsPanel; readonly label: string; readonly Icon: Icon }[] = [
  { panel: 'row', label: 'Details', Icon: IconLayoutSidebarRight },
  { panel: 'summary', label: 'Summary', Icon: IconChartBar },
]

interface Props {
  readonly open: RowsPanel | null
  /** Whether there is a row to show. */
  readonly hasRow: boolean
  readonly onOpen: (panel: RowsPanel | null) => void
}

/** A button for each panel beside the rows, which opens and closes it. */
export const PanelButtons = ({ open, hasRow, onOpen }: Props) =>
  panels.map(({ panel, label, Icon }) => (
    <Button
      key={panel}
      variant="default"
      size="compact-sm"
      leftSection={<Icon size={14} aria-hidden />}
      className={classes.toggle}
      aria-pressed={open === panel}
      disabled={panel === 'row' && !hasRow && open !== 'row'}
      onClick={() => onOpen(open === panel ? null : panel)}
    >
      {label}
    </Button>
  ))
