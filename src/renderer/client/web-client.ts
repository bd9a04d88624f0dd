import type { Frame } from '../../contract/events.ts'
import { failure } from '../../contract/failure.ts'
import type { CommandName, CommandOutputs, MonitorClient } from '../../contract/monitor.ts'
import { failed, type Result } from '../../contract/result.ts'
import { readEventData } from './event-stream.ts'
import type { Link, PageClient } from './page-client.ts'
import type { Pass } from './token.ts'

/** What the web client needs from its page; passed in so that tests can replace it. */
export interface WebHost {
  readonly pass: Promise<Pass>
  readonly fetch: typeof fetch
  /** Waits this many milliseconds. */
  readonly sleep: (ms: number) => Promise<void>
}

const commandTimeout = 120_000
/** An export takes as long as it needs; its progress is shown, and a person can cancel it. */
const isUnlimited = (name: CommandName): boolean => name === 'exportItems'
/** The server sends a heartbeat far more often; a stream that is silent this long is dead. */
const silenceLimit = 60_000
const firstPause = 500
const longestPause = 10_000

/**
 * The contract over HTTP: commands by POST, frames as server-sent events read with `fetch`, since `EventSource` cannot
 * carry the token in a header. Commands never reject: a network error is a `not-ready` failure.
 */
export const createWebClient = (host: WebHost): PageClient => {
  const link = createLink()
  const admission = host.pass.then((pass) => {
    if (pass.state === 'open') return { Authorization: `Bearer ${pass.token}` }
    link.set(pass.state)
    return null
  })
  const server = { host, link, admission }
  const listeners = new Set<(frame: Frame) => void>()
  const onFrame = (frame: Frame) => {
    for (const listener of listeners) listener(frame)
  }
  let reading: AbortController | null = null
  return {
    send: senderTo(server),
    listen: (listener) => {
      listeners.add(listener)
      if (reading === null) {
        reading = new AbortController()
        void readAlways(server, reading.signal, onFrame)
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        reading?.abort()
        reading = null
      }
    },
    watchLink: link.watch,
  }
}

/** The state of the link and its watchers. */
const createLink = () => {
  const listeners = new Set<(link: Link) => void>()
  const state: { now: Link } = { now: 'lost' }
  /** A page does not recover from these by itself. */
  const isOver = () => state.now !== 'open' && state.now !== 'lost'
  return {
    isOver,
    set: (next: Link) => {
      if (state.now === next || isOver()) return
      state.now = next
      for (const listener of listeners) listener(next)
    },
    watch: (onLink: (link: Link) => void) => {
      listeners.add(onLink)
      onLink(state.now)
      return () => {
        listeners.delete(onLink)
      }
    },
  }
}

interface Server {
  readonly host: WebHost
  readonly link: ReturnType<typeof createLink>
  /** The token; null if there is none, and then the link's watchers are told. */
  readonly admission: Promise<Readonly<Record<string, string>> | null>
}

/** Whether a response says that we are no longer let in. A token holds for one start of the server. */
const isShutOut = ({ link }: Server, { status }: Response): boolean => {
  if (status === 401) link.set('restarted')
  if (status === 410) link.set('taken')
  return link.isOver()
}

const senderTo =
  (server: Server): MonitorClient['send'] =>
  async (name, input) => {
    const headers = await server.admission
    if (headers === null || server.link.isOver()) return failed(failure('not-ready'))
    try {
      const response = await server.host.fetch(`/api/commands/${name}`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify(input),
        signal: isUnlimited(name) ? null : AbortSignal.timeout(commandTimeout),
      })
      if (isShutOut(server, response)) return failed(failure('not-ready'))
      const answer: unknown = await response.json()
      return isResult<CommandOutputs[typeof name]>(answer)
        ? answer
        : failed(failure('internal', { code: `HTTP ${response.status}` }))
    } catch {
      return failed(failure('not-ready'))
    }
  }

/** Reads the stream again and again, until access ends or nobody listens. */
const readAlways = async (
  server: Server,
  signal: AbortSignal,
  onFrame: (frame: Frame) => void,
): Promise<void> => {
  const { host, link } = server
  const headers = await server.admission
  if (headers === null) return
  let pause = firstPause
  const over = () => signal.aborted || link.isOver()
  while (!over()) {
    const opened = await readOnce(server, { headers, signal }, onFrame)
    if (over()) return
    link.set('lost')
    pause = opened ? firstPause : Math.min(pause * 2, longestPause)
    await host.sleep(pause)
  }
}

/** Reads the stream once; settles when it ends, for any reason. Returns whether it ever opened. */
const readOnce = async (
  server: Server,
  { headers, signal }: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
  onFrame: (frame: Frame) => void,
): Promise<boolean> => {
  const stream = new AbortController()
  const silence = watchdog(silenceLimit, () => stream.abort())
  let opened = false
  try {
    const response = await server.host.fetch('/api/events', {
      headers,
      signal: AbortSignal.any([signal, stream.signal]),
    })
    if (isShutOut(server, response) || !response.ok || response.body === null) return false
    opened = true
    server.link.set('open')
    for await (const data of readEventData(response.body, silence.touch)) {
      const frame: unknown = JSON.parse(data)
      if (isFrame(frame)) onFrame(frame)
    }
  } catch {
    // Whatever cut the stream, the remedy is the same: read it again after a pause.
  } finally {
    silence.end()
  }
  return opened
}

const isResult = <T>(value: unknown): value is Result<T> =>
  typeof value === 'object' && value !== null && 'ok' in value && typeof value.ok === 'boolean'

const isFrame = (value: unknown): value is Frame =>
  typeof value === 'object' &&
  value !== null &&
  'seq' in value &&
  typeof value.seq === 'number' &&
  'events' in value &&
  Array.isArray(value.events)

/** Calls `onSilence` when it was not touched for `ms` milliseconds. */
const watchdog = (ms: number, onSilence: () => void) => {
  let timer = setTimeout(onSilence, ms)
  return {
    touch: () => {
      clearTimeout(timer)
      timer = setTimeout(onSilence, ms)
    },
    end: () => clearTimeout(timer),
  }
}
