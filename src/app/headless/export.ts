import type { Database } from '../../adapters/postgres/database.ts'
import { createOperations } from '../../adapters/postgres/operations.ts'
import { targetToBe } from '../../adapters/postgres/compile-target.ts'
import type { ReadTarget } from '../../adapters/postgres/read-target.ts'
import { findRowTable } from '../../adapters/postgres/row-table.ts'
import type { EventDefinition } from '../../contract/event-definition.ts'
import type { ExportRequest } from '../../contract/exports.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import type { Settings } from '../config.ts'
import { withReading } from './with-database.ts'
import { encodeExport, type Chunk } from '../export/encode-export.ts'
import { exportLimit } from '../export/export-desk.ts'
import { showingBy } from './show.ts'

export interface HeadlessExport {
  readonly request: ExportRequest
  /** Receives the chunks; if it throws, the export ends. */
  readonly write: (chunks: AsyncIterable<Chunk>) => Promise<unknown>
  /** Is told how many items were read in total. */
  readonly onItems: (items: number) => void
  /** Cancels it. */
  readonly signal: AbortSignal
}

/** One connection to read, and one to cancel. */
const connections = 2

/**
 * Exports a list without an engine; returns how many items there were. Changes nothing in the database but the audit, if
 * bodies are in clear. Throws `FailureError`
 * (`cancelled` among them) or `PortError`.
 */
export const exportNow = (
  settings: Settings,
  { request, write, onItems, signal }: HeadlessExport,
  queueThread: URL,
): Promise<number> => {
  const bodies = request.subject.what === 'rejected' ? request.subject.bodies.how : 'none'
  return withReading(
    settings,
    queueThread,
    async (database, event) => {
      const operations = createOperations()
      const { operation } = request
      const cancel = () => void operations.cancel(operation).catch(() => undefined)
      let items = 0
      const count = (more: number): void => {
        items += more
        onItems(items)
      }
      if (signal.aborted) throw new FailureError(failure('cancelled'))
      const writing = operations.run(database, { operation, timeout: exportLimit }, async (on) => {
        const table = await tableFor(event, request, database)
        const showing = bodies === 'none' ? undefined : showingBy(settings, database, event)
        await write(encodeExport({ ...on, table, showing }, event, request, count))
      })
      signal.addEventListener('abort', cancel)
      try {
        await writing
        return items
      } finally {
        signal.removeEventListener('abort', cancel)
      }
    },
    {
      connections: bodies === 'clear' ? connections + 1 : connections,
      mode: bodies === 'clear' ? 'writing' : 'reading',
    },
  )
}

/** Rejected messages can be exported without a table, too. */
const tableFor = async (
  event: EventDefinition,
  { subject }: ExportRequest,
  database: Database,
): Promise<ReadTarget> =>
  subject.what === 'rows' ? (await findRowTable(database, event)).table : targetToBe(event, null, null).rows
