import type { Frame, Page } from 'playwright-core'

/** Answers a page's `ipcRenderer.invoke`, or takes its `send`, which has no answer. */
type Hear = (
  frame: Frame,
  way: 'invoke' | 'send',
  channel: string,
  args: readonly unknown[],
) => Promise<unknown>

type Answer = { readonly value: unknown } | { readonly error: string }

type Listener = (event: object, ...args: readonly unknown[]) => void

const bindingName = 'standInInvoke'
const sinkName = 'standInDeliver'

/** Runs a built preload in every document of a page's main frame, before the page's own scripts. */
export const installPreload = async (page: Page, source: string, hear: Hear): Promise<void> => {
  await page.exposeBinding(
    bindingName,
    async ({ frame }, way: 'invoke' | 'send', channel: string, args: unknown[]): Promise<Answer> => {
      try {
        return { value: await hear(frame, way, channel, args) }
      } catch (cause) {
        return { error: cause instanceof Error ? cause.message : String(cause) }
      }
    },
  )
  // The source is in the script as it is: a page's policy allows no `eval`, and Electron needs none either.
  const preload = `function (require, module, exports, process, global) {\n${source}\n}`
  await page.addInitScript({ content: `(${inPage.toString()})('${bindingName}', '${sinkName}', ${preload})` })
}

/** Passes a message from main to the preload's listeners. */
export const deliverToPage = async (page: Page, channel: string, args: readonly unknown[]): Promise<void> => {
  await page.evaluate(
    ([sink, ...message]) => {
      const world = globalThis as unknown as Record<string, ((...message: unknown[]) => void) | undefined>
      world[sink as string]?.(...message)
    },
    [sinkName, channel, args],
  )
}

type Preload = (require: (id: string) => unknown, module: object, exports: object) => void

/**
 * The preload's world, run inside the page; it sees nothing of this module. Electron isolates it from the page's;
 * here both share one, so what the page must not find is removed or hidden, and what is exposed is copied as by the
 * real bridge.
 */
const inPage = (binding: string, sink: string, preload: Preload): void => {
  const page = globalThis as unknown as Record<string, unknown> & {
    readonly top: unknown
    readonly self: unknown
  }
  const call = page[binding] as (way: string, channel: string, args: unknown[]) => Promise<Answer>
  delete page[binding]
  if (page.top !== page.self) return

  const listeners = new Map<string, Set<Listener>>()
  Object.defineProperty(page, sink, {
    value: (channel: string, args: unknown[]) =>
      listeners.get(channel)?.forEach((listener) => listener({}, ...args)),
  })
  const on = (channel: string, listener: Listener) => {
    listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener))
  }
  const off = (channel: string, listener: Listener) => {
    listeners.get(channel)?.delete(listener)
  }
  const invoke = async (channel: string, ...args: unknown[]) => {
    const answer = await call('invoke', channel, structuredClone(args))
    if ('error' in answer) throw new Error(`Error invoking remote method '${channel}': ${answer.error}`)
    return answer.value
  }
  const send = (channel: string, ...args: unknown[]): void =>
    void call('send', channel, structuredClone(args))

  /** What crosses the bridge is copied: functions become proxies, plain data is cloned and frozen, the rest is refused. */
  const bridged = (value: unknown): unknown => {
    if (typeof value === 'function') {
      return (...args: unknown[]) => bridged((value as (...args: unknown[]) => unknown)(...args.map(bridged)))
    }
    if (value instanceof Promise) {
      return value.then(bridged, (cause: unknown) => {
        throw new Error(cause instanceof Error ? cause.message : String(cause))
      })
    }
    if (Array.isArray(value)) return Object.freeze(value.map(bridged))
    if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
      return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, one]) => [key, bridged(one)])))
    }
    return structuredClone(value)
  }
  const exposeInMainWorld = (key: string, api: unknown) => {
    if (key in page) throw new Error('Cannot bind an API on top of an existing property on the window object')
    Object.defineProperty(page, key, { value: bridged(api), enumerable: true })
  }

  const require = (id: string) => {
    if (id !== 'electron') throw new Error(`module not found: ${id}`)
    return {
      contextBridge: { exposeInMainWorld },
      ipcRenderer: { invoke, send, on, addListener: on, off, removeListener: off },
    }
  }
  const module = { exports: {} }
  preload(require, module, module.exports)
}
