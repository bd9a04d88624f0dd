import { EventEmitter } from 'node:events'
import type { IpcMainInvokeEvent, WebContents, WebFrameMain, WebPreferences } from 'electron'
import type { Frame, Page } from 'playwright-core'
import { invokeHandler, ipcMain } from './ipc-main.ts'
import { preventable } from './preventable.ts'
import { deliverToPage } from './preload-world.ts'
import { fromTwin, originOf, toTwin } from './twin.ts'

type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0]
type Offered =
  | 'send'
  | 'executeJavaScript'
  | 'forcefullyCrashRenderer'
  | 'isDestroyed'
  | 'isCrashed'
  | 'isLoadingMainFrame'
  | 'getURL'
  | 'reload'
  | 'setWindowOpenHandler'

/** One page of Chromium, as main sees it. */
export class StandInWebContents extends EventEmitter implements Pick<WebContents, Offered> {
  readonly #preferences: WebPreferences
  #page: Page | null = null
  #destroyed = false
  #crashed = false
  #loading: string | null = null
  #fetching = false
  #openHandler: OpenHandler | null = null

  readonly #reopen: () => Promise<void>

  /** `reopen` attaches a new page: Playwright never talks again to one whose process died. */
  constructor(preferences: WebPreferences, reopen: () => Promise<void>) {
    super()
    this.#preferences = preferences
    this.#reopen = reopen
  }

  attach(page: Page): void {
    this.#page = page
    this.#crashed = false
    page.once('crash', () => {
      this.#crashed = true
      this.emit('render-process-gone', preventable({}), { reason: 'crashed', exitCode: 5 })
    })
  }

  shows(page: Page): boolean {
    return this.#page === page
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  isCrashed(): boolean {
    return this.#crashed
  }

  isLoadingMainFrame(): boolean {
    return this.#fetching
  }

  /** Ends the page's process at once; `render-process-gone` reports it. */
  forcefullyCrashRenderer(): void {
    const page = this.#page
    // A dead process does not answer.
    const crash = async () => (await page?.context().newCDPSession(page))?.send('Page.crash')
    void crash().catch(() => undefined)
  }

  getURL(): string {
    return fromTwin(this.#page?.url() ?? '')
  }

  /** Not in Electron's declarations, but in Electron. */
  getLastWebPreferences(): WebPreferences {
    return { ...this.#preferences }
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }

  askToOpen(url: string): ReturnType<OpenHandler> {
    const details = {
      url,
      frameName: '',
      features: '',
      disposition: 'new-window',
      referrer: { url: '', policy: 'default' },
    }
    return this.#openHandler?.(details as Parameters<OpenHandler>[0]) ?? { action: 'allow' }
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed')
    const copy = structuredClone(args)
    // A page that closes meanwhile receives nothing, and main does not learn of it.
    if (this.#page) void deliverToPage(this.#page, channel, copy).catch(() => undefined)
  }

  reload(): void {
    this.#loading = this.getURL()
    if (this.#crashed) void this.#revive(this.getURL()).catch(() => undefined)
    else void this.#fetch(async () => this.#page?.reload()).catch(() => undefined)
  }

  async #fetch(loading: () => Promise<unknown>): Promise<void> {
    this.#fetching = true
    try {
      await loading()
    } finally {
      this.#fetching = false
    }
    this.emit('did-finish-load')
  }

  async #revive(url: string): Promise<void> {
    const dead = this.#page
    await this.#reopen()
    void dead?.close().catch(() => undefined)
    await this.load(url)
  }

  async load(url: string): Promise<void> {
    this.#loading = url
    await this.#fetch(async () => this.#page?.goto(toTwin(url)))
  }

  /** Even if the page's policy allows no such script, as in Electron. */
  async executeJavaScript(code: string): Promise<unknown> {
    return this.#page?.evaluate(code)
  }

  /** Whether main itself sent the page there, which needs no permission. */
  isLoadedByMain(url: string): boolean {
    const same = this.#loading === url
    this.#loading = null
    return same
  }

  /** What the preload of a frame asks of main, or sends it. */
  async hear(
    frame: Frame,
    way: 'invoke' | 'send',
    channel: string,
    args: readonly unknown[],
  ): Promise<unknown> {
    const event = { type: 'frame', sender: this, senderFrame: this.frameOf(frame), frameId: 1, processId: 1 }
    if (way === 'invoke') return invokeHandler(channel, event as unknown as IpcMainInvokeEvent, args)
    ipcMain.emit(channel, event, ...structuredClone(args))
    return undefined
  }

  frameOf(frame: Frame): WebFrameMain {
    const parent = frame.parentFrame()
    const url = fromTwin(frame.url())
    return { url, origin: originOf(url), parent: parent && this.frameOf(parent) } as WebFrameMain
  }

  destroy(): void {
    this.#destroyed = true
    this.emit('destroyed')
    void this.#page?.close().catch(() => undefined)
  }
}
