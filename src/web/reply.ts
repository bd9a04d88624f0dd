import type { IncomingMessage, ServerResponse } from 'node:http'
import { failure } from '../contract/failure.ts'
import { failed, type Result } from '../contract/result.ts'
import type { PageFile } from '../page/page-files.ts'

/** A refusal: a status and, as for any command, a `Result`. */
export const replyRefused = (
  response: ServerResponse,
  status: number,
  command: string,
  problems: string,
): void => replyResult(response, status, failed(failure('command-invalid', { command, problems })))

export const replyResult = (response: ServerResponse, status: number, result: Result<unknown>): void => {
  beginResult(response, status)
  response.end(JSON.stringify(result))
}

/** The head of a `Result` that comes later; until then, blanks can be sent, which JSON ignores. */
export const beginResult = (response: ServerResponse, status: number): void => {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
  })
}

/** Sends a file of the page; for HEAD, Node leaves the body out. */
export const replyFile = (request: IncomingMessage, response: ServerResponse, file: PageFile): void => {
  // Built files are named after their content; the page itself is not, and must be the one of this build.
  const caching = request.url?.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache'
  response.writeHead(200, {
    'Content-Type': file.type,
    'Content-Length': file.bytes.length,
    'Cache-Control': caching,
  })
  response.end(file.bytes)
}
