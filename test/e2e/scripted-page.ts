import { chromium, type Browser, type Page } from '@playwright/test'
import { chromiumArguments, chromiumPath } from '../stand-in/chromium.ts'
import { serveBuiltPage } from './built-page.ts'
import { scriptMonitor, type ScriptedMonitor } from './scripted-monitor.ts'

/** The built page in a browser of its own, on an engine that does what each test says. */
export interface ScriptedPage {
  readonly browser: Browser
  readonly page: Page
  readonly monitor: ScriptedMonitor
}

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments() })

/** Opens the built page in a browser that is there, with nothing kept from other pages. */
export const openPageIn = async (browser: Browser): Promise<Omit<ScriptedPage, 'browser'>> => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  const address = await serveBuiltPage(page)
  const monitor = await scriptMonitor(page)
  await page.goto(address)
  return { page, monitor }
}

export const openScriptedPage = async (): Promise<ScriptedPage> => {
  const browser = await openBrowser()
  return { browser, ...(await openPageIn(browser)) }
}
