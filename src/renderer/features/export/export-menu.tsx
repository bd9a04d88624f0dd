import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import {
  exportFormats,
  formatNames,
  type ExportFormat,
  type ExportSubject,
} from '../../../contract/exports.ts'
import { useMonitor, useMonitorContext } from '../../state/monitor-context.tsx'
import { formatCountOf } from '../../../contract/amount.ts'
import { runExport } from './run-export.ts'

interface Props {
  readonly subject: ExportSubject
  /** How many items there are; null if they are not counted. */
  readonly count: number | null
  /** Other ways to export it, beneath the formats. */
  readonly more?: ReactNode
}

/** Exports the whole filtered list, not just the page shown, in the format that a person picks. */
export const ExportMenu = ({ subject, count, more }: Props) => {
  const { client } = useMonitorContext()
  const busy = useMonitor((state) => state.snapshot.export !== null)
  // The system's save dialog may be open long before anything begins.
  const [asking, setAsking] = useState(false)
  const start = async (format: ExportFormat) => {
    setAsking(true)
    await runExport(client, subject, format)
    setAsking(false)
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconDownload size={14} aria-hidden />}
          disabled={busy || asking}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{labelOf(subject, count)}</Menu.Label>
        {exportFormats.map((format) => (
          <Menu.Item key={format} onClick={() => void start(format)}>
            {formatNames[format]}
          </Menu.Item>
        ))}
        {more}
      </Menu.Dropdown>
    </Menu>
  )
}

const labelOf = ({ what }: ExportSubject, count: number | null): string => {
  const one = what === 'rows' ? 'row' : 'message'
  return `Export ${count === null ? `all ${one}s` : formatCountOf(count, one)} as…`
}
