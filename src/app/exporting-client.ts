import type { WrittenExport } from '../contract/exports.ts'
import type { MonitorClient } from '../contract/monitor.ts'
import type { Result } from '../contract/result.ts'

/**
 * The engine as its host sees it. The page's commands go through `send` and name no file; the file of an export
 * is named here, by the host alone.
 */
export interface ExportingClient extends MonitorClient {
  /** @param request the input of `exportItems`, as received; it is checked here. Resolves to a `Result` and does not reject. */
  readonly exportTo: (request: unknown, path: string) => Promise<Result<WrittenExport>>
}
