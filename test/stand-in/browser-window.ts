import { EventEmitter } from 'node:events'
import { accessSync, readFileSync } from 'node:fs'
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron'
import { browser } from './browser.ts'
import { applyPermissions } from './permissions.ts'
import { installPreload } from './preload-world.ts'
import { preventable } from './preventable.ts'
import { demandReady } from './readiness.ts'
import { StandInWebContents } from './web-contents.ts'
import { addWindow, openWindows, removeWindow, windowEvents } from './window-list.ts'

type Offered =
  | 'loadURL'
  | 'show'
  | 'focus'
  | 'blur'
  | 'hide'
  | 'minimize'
  | 'isFocused'
  | 'restore'
  | 'isMinimized'
  | 'isVisible'
  | 'isDestroyed'
  | 'setProgressBar'
  | 'close'
  | 'destroy'

let lastId = 0

/** A window that is one page of real, headless Chromium. */
export class StandInWindow extends EventEmitter implements Pick<BrowserWindow, Offered> {
  readonly id = (lastId += 1)
  readonly name: string | undefined
  readonly webContents: StandInWebContents
  readonly #opening: Promise<void>
  #visible: boolean
  #focused = false
  #minimized = false
  #destroyed = false

  static getAllWindows(): readonly StandInWindow[] {
    return openWindows()
  }

  static fromWebContents(contents: StandInWebContents): StandInWindow | null {
    return openWindows().find((window) => window.webContents === contents) ?? null
  }

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super()
    demandReady('Cannot create BrowserWindow')
    demandSandbox(options)
    // Electron only leaves a window without its icon; here it counts as a fault.
    if (typeof options.icon === 'string') accessSync(options.icon)
    this.name = options.name
    if (this.name !== undefined && openWindows().some((window) => window.name === this.name)) {
      throw new Error(`Window name '${this.name}' is already in use`)
    }
    this.#visible = options.show ?? true
    this.webContents = new StandInWebContents(options.webPreferences ?? {}, () => this.#open(options))
    addWindow(this)
    windowEvents.emit('created', this)
    this.#opening = this.#open(options)
  }

  async #open({ width = 800, height = 600, webPreferences }: BrowserWindowConstructorOptions): Promise<void> {
    const page = await browser().newPage()
    this.webContents.attach(page)
    await page.setViewportSize({ width, height })
    await applyPermissions(page)
    if (webPreferences?.preload === undefined) return
    await installPreload(page, readFileSync(webPreferences.preload, 'utf8'), (frame, way, channel, args) =>
      this.webContents.hear(frame, way, channel, args),
    )
  }

  async loadURL(url: string): Promise<void> {
    await this.#opening
    await this.webContents.load(url)
    // As under Wayland, where it may never come.
    if (process.env.STAND_IN_WITHOUT_READY_TO_SHOW === undefined) this.emit('ready-to-show')
  }

  show(): void {
    const wasVisible = this.#visible
    this.#visible = true
    if (!wasVisible) this.emit('show')
    this.focus()
  }

  hide(): void {
    if (!this.#visible) return
    this.#visible = false
    this.blur()
    this.emit('hide')
  }

  minimize(): void {
    if (this.#minimized) return
    this.#minimized = true
    this.blur()
    this.emit('minimize')
  }

  restore(): void {
    if (!this.#minimized) return
    this.#minimized = false
    this.emit('restore')
    this.focus()
  }

  focus(): void {
    const canFocus = this.#visible && !this.#minimized
    if (canFocus && !this.#focused) this.#turn('focus', true)
  }

  blur(): void {
    if (this.#focused) this.#turn('blur', false)
  }

  #turn(event: 'focus' | 'blur', focused: boolean): void {
    this.#focused = focused
    this.emit(event)
  }

  isFocused(): boolean {
    return this.#focused
  }

  /** There is no task bar; tests replace this to see its value. */
  setProgressBar(progress: number): void {
    if (typeof progress !== 'number') throw new TypeError('Error processing argument at index 0')
  }

  isMinimized(): boolean {
    return this.#minimized
  }

  isVisible(): boolean {
    return this.#visible && !this.#minimized
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  close(): void {
    const asked = preventable({})
    this.emit('close', asked)
    if (!asked.defaultPrevented) this.destroy()
  }

  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    this.webContents.destroy()
    this.emit('closed')
    removeWindow(this)
  }
}

/** A plain page of Chromium can only stand in for a sandboxed, isolated window. */
const demandSandbox = ({ webPreferences = {} }: BrowserWindowConstructorOptions): void => {
  const {
    sandbox = true,
    contextIsolation = true,
    nodeIntegration = false,
    webSecurity = true,
    preload,
  } = webPreferences
  if (!sandbox || !contextIsolation || nodeIntegration || !webSecurity) {
    throw new Error('The stand-in for Electron opens only sandboxed, isolated windows')
  }
  if (preload !== undefined && !preload.endsWith('.cjs'))
    throw new Error("Sandboxed preload scripts can't use ESM imports")
}
