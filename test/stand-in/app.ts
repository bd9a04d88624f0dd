import { EventEmitter } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from 'electron'
import { closeBrowser, launchBrowser } from './browser.ts'
import { preventable } from './preventable.ts'
import { becomeReady, isReady } from './readiness.ts'
import { openWindows, windowEvents } from './window-list.ts'

type Offered =
  | 'isPackaged'
  | 'name'
  | 'quit'
  | 'exit'
  | 'isReady'
  | 'whenReady'
  | 'requestSingleInstanceLock'
  | 'relaunch'
  | 'setAppUserModelId'
  | 'setPath'
  | 'getAppPath'
  | 'getVersion'

/** The folder of a packed app's resources, which tests have extracted from its archive; null for a checkout. */
const resources = process.env.STAND_IN_RESOURCES ?? null
if (resources !== null) Object.assign(process, { resourcesPath: resources })

class StandInApp extends EventEmitter implements Pick<App, Offered> {
  readonly isPackaged = resources !== null
  name = 'sluice'
  #quitting = false

  readonly commandLine: Pick<App['commandLine'], 'hasSwitch'> = {
    hasSwitch: (name) => process.argv.some((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`)),
  }

  isReady(): boolean {
    return isReady()
  }

  async whenReady(): Promise<void> {
    if (!isReady()) await new Promise<void>((resolve) => this.once('ready', resolve))
  }

  /** The lock is Electron's job; each test has its own folders. */
  requestSingleInstanceLock(): boolean {
    return true
  }

  /** No copy follows: each test starts its own. */
  relaunch(): void {}

  setAppUserModelId(): void {
    if (isReady()) throw new Error('The app has its identity before it is ready')
  }

  /** Electron accepts no missing folder. */
  setPath(name: string, path: string): void {
    if (!existsSync(path)) throw new Error(`Failed to set path '${name}'`)
  }

  getAppPath(): string {
    return resources === null ? process.cwd() : join(resources, 'app.asar')
  }

  getVersion(): string {
    const described: unknown = JSON.parse(readFileSync(join(this.getAppPath(), 'package.json'), 'utf8'))
    return (described as { readonly version: string }).version
  }

  /** Asks, closes the windows, asks once more, and exits. */
  quit(): void {
    const asked = preventable({})
    this.emit('before-quit', asked)
    if (asked.defaultPrevented || this.#quitting) return
    this.#quitting = true
    for (const window of openWindows()) window.close()
    if (openWindows().length > 0) this.#quitting = false
    else this.#leave()
  }

  /** Exits without asking. */
  exit(code = 0): void {
    this.emit('quit', preventable({}), code)
    void closeBrowser().finally(() => process.exit(code))
  }

  windowsGone(): void {
    if (this.#quitting) return
    if (!this.emit('window-all-closed')) this.quit()
  }

  #leave(): void {
    const asked = preventable({})
    this.emit('will-quit', asked)
    if (!asked.defaultPrevented) this.exit(0)
    this.#quitting = false
  }
}

export const app = new StandInApp()

windowEvents.on('all-closed', () => app.windowsGone())
windowEvents.on('created', (window: { readonly webContents: unknown }) => {
  app.emit('browser-window-created', preventable({}), window)
  app.emit('web-contents-created', preventable({}), window.webContents)
})

// Main's own module runs while the browser starts; then the app is ready.
launchBrowser().then(
  () => {
    becomeReady()
    app.emit('ready', preventable({}), {})
  },
  (cause: unknown) => {
    console.error('The stand-in for Electron cannot start Chromium:', cause)
    process.exit(70)
  },
)
