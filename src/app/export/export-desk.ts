import type { Operations } from '../../adapters/postgres/operations.ts'
import type { MonitorEvent } from '../../contract/events.ts'
import type { ExportRequest, WrittenExport } from '../../contract/exports.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import type { Connection } from '../connection.ts'
import { showingOf } from '../show-rejected.ts'
import { encodeExport } from './encode-export.ts'
import { writeWhole } from './write-whole.ts'

/** Writes lists to files, one at a time, and reports progress. */
export interface ExportDesk {
  /** Throws `FailureError` (`export-active`, `cancelled`, `export-failed`, `export-target-unfit`, `export-value-unfit`) or `PortError`. */
  readonly write: (request: ExportRequest, path: string) => Promise<WrittenExport>
  /** Cancels the current export and waits until nothing of it is left. */
  readonly close: () => Promise<void>
}

/** How long the database can take for one answer, in milliseconds: it may have to sort the whole table first. */
export const exportLimit = 10 * 60_000

/** Between two events of progress, in milliseconds. */
const tellPause = 250

/** @param connected throws `FailureError` if nothing is connected */
export const createExportDesk = (
  connected: () => Pick<Connection, 'storage' | 'source' | 'cover' | 'coverOther'>,
  operations: Operations,
  emit: (event: MonitorEvent) => void,
): ExportDesk => {
  let current: { readonly operation: string; readonly ended: Promise<unknown> } | null = null

  const write = async (request: ExportRequest, path: string): Promise<WrittenExport> => {
    const { operation, subject } = request
    let items = 0
    let toldAt = performance.now()
    const tell = (): void => emit({ type: 'export', export: { operation, what: subject.what, items } })
    const count = (more: number): void => {
      items += more
      if (performance.now() - toldAt < tellPause) return
      toldAt = performance.now()
      tell()
    }
    const connection = connected()
    const { database, target } = connection.storage
    const showing = showingOf(connection)
    tell()
    try {
      const written = await operations.run(database, { operation, timeout: exportLimit }, (on) =>
        writeWhole(path, encodeExport({ ...on, table: target.rows, showing }, showing.event, request, count)),
      )
      return { ...written, items }
    } finally {
      emit({ type: 'export', export: null })
    }
  }

  return {
    write: async (request, path) => {
      if (current !== null) throw new FailureError(failure('export-active'))
      const writing = write(request, path)
      current = { operation: request.operation, ended: writing.catch(() => undefined) }
      try {
        return await writing
      } finally {
        current = null
      }
    },
    close: async () => {
      if (current === null) return
      const { operation, ended } = current
      await operations.cancel(operation).catch(() => false)
      await ended
    },
  }
}
