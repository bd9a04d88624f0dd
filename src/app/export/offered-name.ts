import { exportName, type ExportRequest } from '../../contract/exports.ts'
import type { MonitorClient } from '../../contract/monitor.ts'

/** The suggested name of an export's file: the table's, and the day. */
export const offeredName = async (
  engine: Pick<MonitorClient, 'send'>,
  { subject: { what }, format }: Pick<ExportRequest, 'subject' | 'format'>,
): Promise<string> =>
  exportName(what, format, { day: new Date(), table: what === 'rows' ? await tableOf(engine) : what })

/** If nothing is connected the export will say so, whatever its file is called. */
const tableOf = async (engine: Pick<MonitorClient, 'send'>): Promise<string> => {
  const snapshot = await engine.send('getSnapshot', {})
  if (!snapshot.ok || snapshot.value.connection.state !== 'connected') return 'rows'
  return snapshot.value.connection.source.event.table.name
}
