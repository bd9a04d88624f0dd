import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { ExportingClient } from '../app/exporting-client.ts'
import { failure, FailureError } from '../contract/failure.ts'
import { openPageFiles, type PageFiles } from '../page/page-files.ts'
import { safeHeaders } from '../page/page-headers.ts'
import { createToken, hasToken, isOwnHost, isOwnPage } from './access.ts'
import { handleCommand } from './command.ts'
import { downloadRoot, openDownloads, type Downloads } from './downloads.ts'
import { createEventStreams, type EventStreams } from './event-streams.ts'
import { replyFile, replyRefused } from './reply.ts'

export interface WebOptions {
  /** 0 takes any free one. */
  readonly port: number
  /** The folder of the built page. */
  readonly rendererDir: string
  /** Where exports wait for the page to fetch them. */
  readonly dataFolder: string
}

export interface WebServer {
  /** With the token in its fragment, which no browser sends and no log sees. */
  readonly url: string
  /** Takes no more requests, ends the event streams, lets the rest finish. */
  readonly close: () => Promise<void>
}

/** How long an answer that is under way may take when the server closes, in milliseconds. */
const closeLimit = 2_000

interface Desk {
  readonly engine: ExportingClient
  readonly files: PageFiles
  readonly streams: EventStreams
  readonly downloads: Downloads
  readonly token: string
}

/**
 * Serves the page and the engine's commands and frames on 127.0.0.1. To be on the same machine is no proof of anything,
 * since every web page a person visits is too: see `answer` for what is asked of a request.
 *
 * @throws FailureError `settings-invalid` when the port cannot be had
 */
export const serveWeb = async (engine: ExportingClient, options: WebOptions): Promise<WebServer> => {
  const desk: Desk = {
    engine,
    files: openPageFiles(options.rendererDir),
    streams: createEventStreams(engine),
    downloads: openDownloads(join(options.dataFolder, 'exports')),
    token: createToken(),
  }
  const server = createServer({ requestTimeout: 30_000 }, (request, response) => {
    answer(desk, portOf(server), request, response).catch(() => response.destroy())
  })
  await listen(server, options.port)
  return {
    url: `http://127.0.0.1:${portOf(server)}/#token=${desk.token}`,
    close: async () => {
      await close(server, desk.streams)
      desk.downloads.close()
    },
  }
}

/**
 * The order matters: whose name, then the page's own files, then the token, then whose page, and only then what is asked. A
 * link cannot carry the token, so the address of a download stands for it: as long, for one use, and given to nobody who had
 * not shown the token.
 */
const answer = async (
  desk: Desk,
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  for (const [name, value] of Object.entries(safeHeaders)) response.setHeader(name, value)
  const path = (request.url ?? '').split('?', 1)[0] ?? ''
  if (!isOwnHost(request.headers, port))
    return replyRefused(response, 403, 'page', 'the Host is not this machine')
  if (path !== '/api' && !path.startsWith('/api/')) return answerFile(desk, path, request, response)
  if (path.startsWith(downloadRoot) && isOwnPage(request.headers))
    return desk.downloads.handle(path, request, response)
  if (!hasToken(request.headers, desk.token))
    return replyRefused(response, 401, 'api', 'the token is missing or wrong')
  if (!isOwnPage(request.headers)) return replyRefused(response, 403, 'api', 'it comes from another page')
  if (path === '/api/events') return desk.streams.handle(request, response)
  const [, command] = /^\/api\/commands\/(\w+)$/.exec(path) ?? []
  if (command === undefined) return replyRefused(response, 404, 'api', 'there is no such address')
  return handleCommand(desk.engine, desk.downloads, command, request, response)
}

const answerFile = async (
  desk: Desk,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    return replyRefused(response, 405, 'page', 'it is read by GET')
  }
  const file = await desk.files.find(path)
  if (file === null) return replyRefused(response, 404, 'page', 'there is no such file')
  replyFile(request, response, file)
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const problems = `The port ${port} cannot be used (${error.code ?? 'unknown'}).`
      reject(new FailureError(failure('settings-invalid', { problems })))
    })
    server.listen({ port, host: '127.0.0.1' }, resolve)
  })

const portOf = (server: Server): number => {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

const close = (server: Server, streams: EventStreams): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    streams.close()
    setTimeout(() => server.closeAllConnections(), closeLimit).unref()
  })
