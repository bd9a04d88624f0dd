import type { ServerResponse } from 'node:http'
import type { ExportingClient } from '../app/exporting-client.ts'
import { offeredName } from '../app/export/offered-name.ts'
import { exportInputs, type ExportOutcome, type ExportRequest } from '../contract/exports.ts'
import { failure, FailureError } from '../contract/failure.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import type { Downloads } from './downloads.ts'
import { beginResult, replyResult } from './reply.ts'

/**
 * The interval of blanks sent during an export, in milliseconds: some browsers give up on a connection that is silent
 * for minutes.
 */
const heartbeat = 15_000

/**
 * Answers `exportItems`: the engine writes to the host's own file, and the answer says where the page can fetch it. A
 * page that disconnects meanwhile no longer wants it.
 */
export const handleExport = async (
  engine: ExportingClient,
  downloads: Downloads,
  input: object,
  response: ServerResponse,
): Promise<void> => {
  const request = exportInputs.exportItems.safeParse(input)
  // The engine reports what is wrong with it.
  if (!request.success) return replyResult(response, 200, await engine.send('exportItems', input as never))
  const { operation } = request.data
  const timer = setInterval(() => response.write(' '), heartbeat)
  response.once('close', () => {
    clearInterval(timer)
    if (!response.writableFinished) void engine.send('cancelOperation', { operation })
  })
  beginResult(response, 200)
  const result = await writeAndOffer(engine, downloads, request.data, () => response.destroyed)
  clearInterval(timer)
  response.end(JSON.stringify(result))
}

const writeAndOffer = async (
  engine: ExportingClient,
  downloads: Downloads,
  request: ExportRequest,
  isUnwanted: () => boolean,
): Promise<Result<ExportOutcome>> => {
  const name = await offeredName(engine, request)
  try {
    const place = downloads.reserve(name)
    const written = await engine.exportTo(request, place.path)
    if (written.ok && !isUnwanted())
      return ok({ how: 'ready', file: written.value, address: place.offer(written.value) })
    await place.discard()
    return written.ok ? failed(failure('cancelled')) : written
  } catch (error) {
    if (error instanceof FailureError) return failed(error.failure)
    // The data folder itself is not writable.
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return failed(failure('export-failed', { name, code }))
  }
}
