import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { ExportingClient } from '../app/exporting-client.ts'
import { failure, FailureError } from '../contract/failure.ts'
import { ok } from '../contract/result.ts'
import { openPageFiles, type PageFiles } from '../page/page-files.ts'
import { safeHeaders } from '../page/page-headers.ts'
import { bearerOf, isOwnHost, isOwnPage } from './access.ts'
import { handleCommand } from './command.ts'
import { downloadRoot, openDownloads, type Downloads } from './downloads.ts'
import { createEventStreams, type EventStreams } from './event-streams.ts'
import { createTurns } from './in-turn.ts'
import { createPasses, type Passes } from './passes.ts'
import { replyFile, replyRefused, replyResult } from './reply.ts'

export interface WebOptions {
  /** 0 takes any free one. */
  readonly port: number
  /** The folder of the built page. */
  readonly rendererDir: string
  /** Where exports wait for the page to fetch them. */
  readonly dataFolder: string
  /** Called when a link was opened a second time, and both its pages have been shut out. */
  readonly onTaken?: () => void
}

export interface WebServer {
  /** A link that opens the page once: its code is in the fragment, which no browser sends and no log sees. */
  readonly url: string
  /** Another such link. */
  readonly link: () => string
  /** Takes no more requests, ends the event streams, lets the rest finish. */
  readonly close: () => Promise<void>
}

/** How long a response in progress may take when the server closes, in milliseconds. */
const closeLimit = 2_000

interface Desk {
  readonly engine: ExportingClient
  readonly files: PageFiles
  readonly streams: EventStreams
  readonly downloads: Downloads
  readonly passes: Passes
  readonly onTaken: () => void
}

/**
 * Limits for a client that says little and reads nothing. Times are in milliseconds. The reader of an event stream
 * gets a heartbeat far more often than a connection may be silent.
 */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 8 * 1024,
}
const silenceLimit = 150_000
const mostConnections = 4_096

/**
 * Serves the page and the engine's commands and frames on 127.0.0.1. Being on the same machine proves nothing, since
 * every web page a person visits is too: see `answer` for what a request must show.
 *
 * @throws FailureError `settings-invalid` if the port is not available
 */
export const serveWeb = async (engine: ExportingClient, options: WebOptions): Promise<WebServer> => {
  const streams = createEventStreams(engine)
  const desk: Desk = {
    engine,
    files: openPageFiles(options.rendererDir),
    streams,
    downloads: openDownloads(join(options.dataFolder, 'exports')),
    passes: createPasses(streams.shut),
    onTaken: options.onTaken ?? (() => undefined),
  }
  const inTurn = createTurns()
  const server = createServer(limits, (request, response) => {
    inTurn(request, response, () => {
      answer(desk, portOf(server), request, response).catch(() => response.destroy())
    })
  })
  server.maxConnections = mostConnections
  server.setTimeout(silenceLimit)
  await listen(server, options.port)
  const link = () => `http://127.0.0.1:${portOf(server)}/#token=${desk.passes.issueCode()}`
  return {
    url: link(),
    link,
    close: async () => {
      await close(server, desk.streams)
      desk.downloads.close()
    },
  }
}

/**
 * The order matters: the host name, then the page's own files, then the token, then the page that asks, and only then
 * the request. A link cannot carry the token, so a download's address replaces it: as long, for one use, and given
 * only to a page that has shown the token.
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
  const bearer = bearerOf(request.headers)
  if (path === '/api/session') return answerSession(desk, bearer, request, response)
  const state = desk.passes.stateOf(bearer)
  if (state === 'shut') return replyRefused(response, 410, 'api', 'its link was opened a second time')
  if (state === 'unknown') return replyRefused(response, 401, 'api', 'the token is missing or wrong')
  if (!isOwnPage(request.headers)) return replyRefused(response, 403, 'api', 'it comes from another page')
  if (path === '/api/events') return desk.streams.handle(request, response, bearer)
  const [, command] = /^\/api\/commands\/(\w+)$/.exec(path) ?? []
  if (command === undefined) return replyRefused(response, 404, 'api', 'there is no such address')
  return handleCommand(desk.engine, desk.downloads, command, request, response)
}

/** Answers `POST /api/session`: a token for a code. A foreign page's request changes nothing, so it uses up no code. */
const answerSession = (
  desk: Desk,
  code: string,
  request: IncomingMessage,
  response: ServerResponse,
): void => {
  if (!isOwnPage(request.headers)) return replyRefused(response, 403, 'session', 'it comes from another page')
  if (request.method !== 'POST') {
    response.setHeader('Allow', 'POST')
    return replyRefused(response, 405, 'session', 'it is asked by POST')
  }
  const redeemed = desk.passes.redeem(code)
  if (redeemed.state === 'open') return replyResult(response, 200, ok({ token: redeemed.token }))
  if (redeemed.state === 'unknown')
    return replyRefused(response, 401, 'session', 'the code is missing or wrong')
  desk.onTaken()
  replyRefused(response, 410, 'session', 'the code was used before')
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
