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
  const frameListeners = new Set<(frame: Frame) => void>()
  const linkListeners = new Set<(link: Link) => void>()
  const state: { link: Link; reading: AbortController | null } = {
    link: 'lost',
    reading: null,
  }

  const setLink = (link: Link) => {
    if (state.link === link || isOver(state.link)) return
    state.link = link
    for (const listener of linkListeners) listener(link)
  }

  /** The token; null if there is none, and then the link's watchers are told. */
  const admission = host.pass.then((pass) => {
    if (pass.state === 'open') return { Authorization: `Bearer ${pass.token}` }
    setLink(pass.state)
    return null
  })

  /** Whether a response says that we are no longer let in. */
  const isShutOut = ({ status }: Response): boolean => {
    if (status === 401) setLink('expired')
    if (status === 410) setLink('taken')
    return isOver(state.link)
  }

  const send: MonitorClient['send'] = async (name, input) => {
    const headers = await admission
    if (headers === null || isOver(state.link)) return failed(failure('not-ready'))
    try {
      const response = await host.fetch(`/api/commands/${name}`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify(input),
        signal: isUnlimited(name) ? null : AbortSignal.timeout(commandTimeout),
      })
      if (isShutOut(response)) return failed(failure('not-ready'))
      const answer: unknown = await response.json()
      return isResult<CommandOutputs[typeof name]>(answer)
        ? answer
        : failed(failure('internal', { code: `HTTP ${response.status}` }))
    } catch {
      return failed(failure('not-ready'))
    }
  }

  /** Reads the stream once; settles when it ends, for any reason. Returns whether it ever opened. */
  const readOnce = async (
    reading: AbortController,
    headers: Readonly<Record<string, string>>,
  ): Promise<boolean> => {
    const stream = new AbortController()
    const silence = watchdog(silenceLimit, () => stream.abort())
    const signal = AbortSignal.any([reading.signal, stream.signal])
    let opened = false
    try {
      const response = await host.fetch('/api/events', { headers, signal })
      if (isShutOut(response) || !response.ok || response.body === null) return false
      opened = true
      setLink('open')
      for await (const data of readEventData(response.body, silence.touch)) {
        const frame: unknown = JSON.parse(data)
        if (isFrame(frame)) for (const listener of frameListeners) listener(frame)
      }
    } catch {
      // Whatever cut the stream, the remedy is the same: read it again after a pause.
    } finally {
      silence.end()
    }
    return opened
  }

  const readAlways = async (reading: AbortController): Promise<void> => {
    const headers = await admission
    if (headers === null) return
    let pause = firstPause
    const over = () => reading.signal.aborted || isOver(state.link)
    while (!over()) {
      const opened = await readOnce(reading, headers)
      if (over()) return
      setLink('lost')
      pause = opened ? firstPause : Math.min(pause * 2, longestPause)
      await host.sleep(pause)
    }
  }

  return {
    send,
    listen: (onFrame) => {
      frameListeners.add(onFrame)
      if (state.reading === null) {
        state.reading = new AbortController()
        void readAlways(state.reading)
      }
      return () => {
        frameListeners.delete(onFrame)
        if (frameListeners.size > 0) return
        state.reading?.abort()
        state.reading = null
      }
    },
    watchLink: (onLink) => {
      linkListeners.add(onLink)
      onLink(state.link)
      return () => linkListeners.delete(onLink)
    },
  }
}

/** A page does not recover from these by itself. */
const isOver = (link: Link): boolean => link === 'expired' || link === 'taken'

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
