import { chromium, type Browser, type Page } from '@playwright/test'
import { chromiumArguments, chromiumPath } from '../stand-in/chromium.ts'
import { serveBuiltPage } from './built-page.ts'
import { scriptMonitor, type ScriptedMonitor } from './scripted-monitor.ts'

/** The built page in its own browser, on an engine that follows each test. */
export interface ScriptedPage {
  readonly browser: Browser
  readonly page: Page
  readonly monitor: ScriptedMonitor
}

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments() })

/** Opens the built page in an existing browser, with nothing shared with other pages. */
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
