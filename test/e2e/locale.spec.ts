import { expect, test, type Browser, type Page } from '@playwright/test'
import type { Depth } from '../../src/contract/events.ts'
import { serveBuiltPage } from './built-page.ts'
import { ownWords, views, type View } from './known-situations.ts'
import { scriptMonitor, type ScriptedMonitor } from './scripted-monitor.ts'
import { openBrowser } from './scripted-page.ts'
import { firstPlace } from './scripted-places.ts'

/** How the built page writes times and numbers for people of several countries, in all views. */
let browser: Browser

test.beforeAll(async () => {
  browser = await openBrowser()
})

test.afterAll(() => browser.close())

/** What runs inside the page; compiled without the types of the DOM. */
interface ReadWorld {
  readonly drawnTexts: readonly string[]
  readonly document: {
    readonly body: { readonly innerText: string }
    readonly querySelectorAll: (selector: string) => Iterable<{
      readonly getAttribute: (name: string) => string | null
    }>
  }
}

interface DrawingWorld {
  readonly CanvasRenderingContext2D: {
    readonly prototype: { fillText: (this: unknown, text: string, ...place: number[]) => void }
  }
  drawnTexts: string[]
}

interface Reader {
  readonly page: Page
  readonly monitor: ScriptedMonitor
}

/** A page in a country, at an hour of one digit there. */
const openIn = async (locale: string): Promise<Reader> => {
  const ahead = 7 - new Date().getUTCHours()
  const hours = ahead < -12 ? ahead + 24 : ahead
  // In the names of these zones the sign is the other way round.
  const timezoneId = `Etc/GMT${hours <= 0 ? '+' : '-'}${Math.abs(hours)}`
  const page = await browser.newPage({ locale, timezoneId, viewport: { width: 1280, height: 800 } })
  await page.addInitScript(() => {
    const world = globalThis as unknown as DrawingWorld
    const { prototype } = world.CanvasRenderingContext2D
    const draw = prototype.fillText
    world.drawnTexts = []
    prototype.fillText = function (text, ...place) {
      world.drawnTexts.push(text)
      draw.call(this, text, ...place)
    }
  })
  const address = await serveBuiltPage(page)
  const monitor = await scriptMonitor(page)
  await page.goto(address)
  return { page, monitor }
}

/** Everything that can be read in a page: its text, its titles and names, and what its charts draw. */
const textsIn = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { document, drawnTexts } = globalThis as unknown as ReadWorld
    const named = [...document.querySelectorAll('[title], [aria-label], [aria-valuetext]')].flatMap(
      (element) => ['title', 'aria-label', 'aria-valuetext'].map((name) => element.getAttribute(name) ?? ''),
    )
    return [document.body.innerText, ...named, ...drawnTexts].join('\n')
  })

/** Times of day with what follows them, but not those of RFC 3339, which are data. */
const timesIn = (text: string): readonly string[] =>
  text.replaceAll(/\d{4}-\d\d-\d\dT\S+/g, '').match(/\b\d{1,2}:\d\d(?::\d\d)?(?:\s[AP]M\b)?/g) ?? []

const level = (at: number, visible: number): Depth => ({ visible, inFlight: 0, delayed: 0, at })

/** Shows a view with every kind of time in it: of a run, of a reading that is old, of an outage, along a chart. */
const show = async ({ page, monitor }: Reader, view: View): Promise<void> => {
  await page.evaluate(`location.hash = '#/${view.toLowerCase()}'`)
  await monitor.connectTo(firstPlace)
  await expect(page.getByRole('main')).toContainText(ownWords[view]('first'), { useInnerText: true })
  const now = Date.now()
  for (const ago of [60_000, 40_000, 20_000, 0])
    await monitor.emit({ type: 'depth', depth: level(now - ago, 1_200) })
  if (view === 'Runs') await page.getByRole('table', { name: 'Runs' }).locator('tbody tr').first().click()
  if (view === 'Rejected') await page.getByText('first-mes').locator('visible=true').first().click()
  for (const which of ['queue', 'database'] as const) await monitor.neighbour(which, 'away')
  await expect(page.getByTestId('status-database')).toContainText('not answering since')
}

for (const [locale, isTime, isAt7] of [
  ['en-US', /^(?:[1-9]|1[0-2]):\d\d(?::\d\d)?\s[AP]M$/, /^7:\d\d/],
  ['en-AU', /^(?:[1-9]|1[0-2]):\d\d(?::\d\d)?\s[AP]M$/, /^7:\d\d/],
  ['de-DE', /^(?:[01]\d|2[0-3]):\d\d(?::\d\d)?$/, /^07:\d\d/],
  ['en-GB', /^(?:[01]\d|2[0-3]):\d\d(?::\d\d)?$/, /^07:\d\d/],
] as const) {
  test(`times have one form in all views for ${locale}, and numbers stay those of the words around them`, async () => {
    const reader = await openIn(locale)
    for (const view of views) {
      await show(reader, view)
      await expect
        .poll(async () => timesIn(await textsIn(reader.page)).filter((time) => isAt7.test(time)).length)
        .toBeGreaterThan(1)
      const text = await textsIn(reader.page)
      expect(
        timesIn(text).filter((time) => !isTime.test(time)),
        view,
      ).toEqual([])
      expect(text, view).not.toMatch(/\d\.\d{3}\s(?:messages|rows)|\bMär|\d{1,2}\/\d{1,2}\/\d{2,4}/)
    }
    await reader.page.close()
  })
}
