import { onTestFinished } from 'vitest'
import { createOperations, type Operations } from '../../../src/adapters/postgres/operations.ts'
import type { Connection } from '../../../src/app/connection.ts'
import { coversOf } from '../../../src/app/show-rejected.ts'
import { createExportDesk, type ExportDesk } from '../../../src/app/export/export-desk.ts'
import type { MonitorEvent } from '../../../src/contract/events.ts'
import { exportInputs, type ExportRequest, type ExportSubjectInput } from '../../../src/contract/exports.ts'
import { logins } from '../../../src/contract/logins.ts'
import { createTestFolder } from '../../support/folders.ts'
import type { TestStore } from '../../support/stores.ts'

/** A desk over a database, a folder to export to, and what the desk has reported. */
export interface DeskBench {
  readonly desk: ExportDesk
  readonly operations: Operations
  readonly folder: string
  readonly events: readonly MonitorEvent[]
}

export const createDeskBench = async ({ database, target, seal }: TestStore): Promise<DeskBench> => {
  const events: MonitorEvent[] = []
  const operations = createOperations()
  // Of a connection, an export uses only the database, the table's name, the event, and what opens bodies.
  const connection = {
    ...{ storage: { database, target, seal }, source: { event: logins }, ...coversOf(logins) },
  } as unknown as Connection
  const desk = createExportDesk(
    () => connection,
    operations,
    (event) => events.push(event),
  )
  onTestFinished(() => desk.close())
  return { desk, operations, folder: await createTestFolder(), events }
}

/** A request as the page sends it, with its defaults filled in. */
export const requestOf = (
  subject: ExportSubjectInput,
  format: ExportRequest['format'] = 'jsonl',
): ExportRequest => exportInputs.exportItems.parse({ subject, format, operation: crypto.randomUUID() })
