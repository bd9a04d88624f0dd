import { Menu } from '@mantine/core'
import { useState } from 'react'
import type { RejectedFilter } from '../../../contract/rejected.ts'
import { formatCountOf } from '../../../contract/amount.ts'
import dialog from '../../ui/dialog.module.css'
import { Dialog } from '../../ui/dialog.tsx'
import { ExportMenu } from '../export/export-menu.tsx'
import { runExport } from '../export/run-export.ts'
import { useMonitorContext } from '../../state/monitor-context.tsx'
import { WhyForm } from './why-form.tsx'

interface Props {
  readonly filter: RejectedFilter
  /** How many messages match the filter. */
  readonly count: number
}

/** Exports the messages of the list: without their bodies in any format, or with them as JSON lines, in clear for a reason. */
export const RejectedExport = ({ filter, count }: Props) => {
  const { client } = useMonitorContext()
  const [asks, setAsks] = useState(false)
  const subject = { what: 'rejected', filter } as const
  return (
    <>
      <ExportMenu
        subject={{ ...subject, bodies: { how: 'none' } }}
        count={count}
        more={
          <>
            <Menu.Label>With bodies</Menu.Label>
            <Menu.Item
              onClick={() => void runExport(client, { ...subject, bodies: { how: 'covered' } }, 'jsonl')}
            >
              JSON lines, covered
            </Menu.Item>
            <Menu.Item onClick={() => setAsks(true)}>JSON lines, in the clear…</Menu.Item>
          </>
        }
      />
      <Dialog
        opened={asks}
        onClose={() => setAsks(false)}
        title={`Export ${formatCountOf(count, 'message')} in the clear`}
        size={420}
      >
        <div className={dialog.form}>
          <p>The file holds personal data that nothing covers. The audit keeps who exported it and why.</p>
          <WhyForm
            action="Export"
            onWhy={(why) => {
              setAsks(false)
              void runExport(client, { ...subject, bodies: { how: 'clear', why } }, 'jsonl')
            }}
            onCancel={() => setAsks(false)}
          />
        </div>
      </Dialog>
    </>
  )
}
