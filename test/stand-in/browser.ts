import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type BrowserContext } from 'playwright-core'
import { chromiumArguments, chromiumPath } from './chromium.ts'
import { tellTests } from './control.ts'
import { handlePopup, handleRequest } from './navigation.ts'

let launched: BrowserContext | null = null

/** The running browser. Only after the app is ready. */
export const browser = (): BrowserContext => {
  if (launched === null) throw new Error('There is no browser yet')
  return launched
}

/** Starts Chromium on the profile named by `--user-data-dir`, as Electron's own would, and tells the tests where it is. */
export const launchBrowser = async (): Promise<void> => {
  const profile = process.argv.find((arg) => arg.startsWith('--user-data-dir='))?.split('=')[1]
  if (profile === undefined) throw new Error('--user-data-dir is missing')
  launched = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    headless: true,
    viewport: null,
    serviceWorkers: 'block',
    args: [...chromiumArguments(), '--remote-debugging-port=0'],
    // Signals are handled by main.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  })
  await launched.route('**/*', handleRequest)
  launched.on('page', (page) => void handlePopup(page))
  const [port] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).split('\n')
  tellTests({ type: 'browser', endpoint: `http://127.0.0.1:${port}` })
}

/** Ends Chromium if it is running; takes at most three seconds. */
export const closeBrowser = async (): Promise<void> => {
  const late = new Promise<void>((resolve) => setTimeout(resolve, 3_000))
  await Promise.race([launched?.close(), late]).catch(() => undefined)
}
