import type { WrittenExport } from '../contract/exports.ts'
import type { MonitorClient } from '../contract/monitor.ts'
import type { Result } from '../contract/result.ts'

/**
 * The engine as its host has it. What the page asks for goes through `send` and names no file; which file an export goes to
 * is said here, by the host alone.
 */
export interface ExportingClient extends MonitorClient {
  /** @param request the input of `exportItems`, as it came; it is checked here. Settles with a `Result` and does not reject. */
  readonly exportTo: (request: unknown, path: string) => Promise<Result<WrittenExport>>
}
