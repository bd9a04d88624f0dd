import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Frame } from '../../src/contract/events.ts'
import { failure } from '../../src/contract/failure.ts'
import type { ExportingClient } from '../../src/app/exporting-client.ts'
import { failed, ok } from '../../src/contract/result.ts'
import { emptySnapshot, type Snapshot } from '../../src/contract/snapshot.ts'
import { serveWeb, type WebServer } from '../../src/web/serve-web.ts'

/** An idle engine: it answers snapshots, refuses everything else, and emits what a test tells it to. */
export interface QuietEngine extends ExportingClient {
  /** Its answer to a snapshot request; a test can replace it. */
  snapshot: Snapshot
  /** What exports write into their file, and when they end; a test can replace it. */
  exportTo: ExportingClient['exportTo']
  readonly asked: { readonly name: string; readonly input: unknown }[]
  readonly listeners: Set<(frame: Frame) => void>
  readonly emit: (frame: Frame) => void
}

export const createQuietEngine = (): QuietEngine => {
  const asked: QuietEngine['asked'] = []
  const listeners: QuietEngine['listeners'] = new Set()
  const send = (name: string, input: unknown) => {
    asked.push({ name, input })
    return Promise.resolve(name === 'getSnapshot' ? ok(engine.snapshot) : failed(failure('not-ready')))
  }
  const engine: QuietEngine = {
    snapshot: emptySnapshot,
    asked,
    listeners,
    send: send as ExportingClient['send'],
    listen: (onFrame) => {
      listeners.add(onFrame)
      return () => listeners.delete(onFrame)
    },
    exportTo: async (_request, path) => {
      await writeFile(path, 'a,b\r\n')
      return ok({ name: basename(path), items: 1, bytes: 5 })
    },
    emit: (frame) => listeners.forEach((listener) => listener(frame)),
  }
  return engine
}

export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

export interface Ask {
  readonly path: string
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

export interface Site {
  readonly engine: QuietEngine
  /** The data folder: what is waiting to be fetched is in `exports`. */
  readonly folder: string
  readonly server: WebServer
  readonly port: number
  /** What the page got for its link's code. */
  readonly token: string
  /** How often the host was told that a link was opened a second time. */
  readonly takenLinks: () => number
  /** Sends exactly these headers and this path: nothing is normalised on the way, and no token is added. */
  readonly ask: (ask: Ask) => Promise<Reply>
  /** As `ask`, as the page itself would do it. */
  readonly askAsPage: (ask: Ask) => Promise<Reply>
  /** A bare connection, for what no HTTP client would do. */
  readonly connect: () => Socket
  readonly stop: () => Promise<void>
}

export const indexHtml = '<!doctype html><title>Sluice</title>'

/** A server on a free port over a page of three files, beside one that must never be served. */
export const openSite = async (): Promise<Site> => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-web-'))
  const rendererDir = join(folder, 'renderer')
  await mkdir(join(rendererDir, 'assets'), { recursive: true })
  await writeFile(join(folder, 'secret.txt'), 'secret')
  await writeFile(join(rendererDir, 'index.html'), indexHtml)
  await writeFile(join(rendererDir, 'assets/index-1a2b.js'), 'export {}')
  await symlink(join(folder, 'secret.txt'), join(rendererDir, 'assets/link.txt'))
  const engine = createQuietEngine()
  let takenLinks = 0
  const onTaken = () => void (takenLinks += 1)
  const server = await serveWeb(engine, { port: 0, rendererDir, dataFolder: folder, onTaken })
  const port = Number(new URL(server.url).port)
  const ask = (what: Ask) => send(port, what)
  const token = await enter(ask, server.url)
  return {
    engine,
    folder,
    server,
    port,
    token,
    takenLinks: () => takenLinks,
    ask,
    askAsPage: (what) =>
      ask({ ...what, headers: { ...pageHeaders(port, token, what.method), ...what.headers } }),
    connect: () => connect(port, '127.0.0.1'),
    stop: async () => {
      await server.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** The code in a link. */
export const codeOf = (link: string): string => new URL(link).hash.replace('#token=', '')

/** Exchanges a link's code as a page does. */
const enter = async (ask: Site['ask'], link: string): Promise<string> => {
  const headers = { Authorization: `Bearer ${codeOf(link)}` }
  const { text } = await ask({ path: '/api/session', method: 'POST', headers })
  return (JSON.parse(text) as { value: { token: string } }).value.token
}

const pageHeaders = (port: number, token: string, method = 'GET'): Record<string, string> => ({
  Authorization: `Bearer ${token}`,
  'Sec-Fetch-Site': 'same-origin',
  ...(method === 'POST' && { Origin: `http://127.0.0.1:${port}`, 'Content-Type': 'application/json' }),
})

const send = (port: number, { path, method = 'GET', headers = {}, body }: Ask): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, path, method, headers, agent: false },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => (text += chunk))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        )
        response.on('error', reject)
      },
    )
    request.on('error', reject)
    request.end(body)
  })
