import type { ExportingClient } from '../app/exporting-client.ts'
import { offeredName } from '../app/export/offered-name.ts'
import { exportInputs, type ExportFormat, type ExportOutcome } from '../contract/exports.ts'
import type { MonitorClient } from '../contract/monitor.ts'
import { ok, type Result } from '../contract/result.ts'

/** Asks a person where to save a file of this name; returns its path, or null if they cancel. */
export type AskWhere = (name: string, format: ExportFormat) => Promise<string | null>

/**
 * The engine for the windows: an export goes where the person chooses in the system's dialog, and the page, which
 * asks for it, neither sets nor learns the folder.
 */
export const saveExports = (engine: ExportingClient, askWhere: AskWhere): MonitorClient => {
  const save = async (input: unknown): Promise<Result<ExportOutcome>> => {
    const request = exportInputs.exportItems.safeParse(input)
    // The engine reports what is wrong with it.
    if (!request.success) return engine.send('exportItems', input as never)
    const path = await askWhere(await offeredName(engine, request.data), request.data.format)
    if (path === null) return ok({ how: 'dismissed' })
    const written = await engine.exportTo(request.data, path)
    return written.ok ? ok({ how: 'saved', file: written.value }) : written
  }
  return {
    listen: engine.listen,
    send: (name, input) =>
      name === 'exportItems' ? (save(input) as Promise<Result<never>>) : engine.send(name, input),
  }
}
