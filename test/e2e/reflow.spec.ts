import { expect, test, type Browser, type Page } from '@playwright/test'
import { expectNoViolations } from './axe-steps.ts'
import { overlappingTexts, sidewaysScroll } from './page-layout.ts'
import { cutWords } from './page-steps.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { openScriptedPage } from './scripted-page.ts'
import { emptyPlace, firstPlace } from './scripted-places.ts'

/** Every view in small windows and in forced colours, on an engine that follows each test. */
let browser: Browser
let page: Page
let monitor: ScriptedMonitor

test.beforeAll(async () => {
  ;({ browser, page, monitor } = await openScriptedPage())
})

test.afterAll(() => browser.close())

test.beforeEach(async () => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.emulateMedia({ forcedColors: 'none' })
  await monitor.connectTo(firstPlace)
  await show('monitor')
})

/** 320 × 256 is a window of 1,280 × 1,024 at 400 % (WCAG 2.2, 1.4.10); 640 is the least width of the desktop window. */
const sizes = [
  { width: 320, height: 256 },
  { width: 320, height: 640 },
  { width: 640, height: 480 },
  { width: 900, height: 600 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
  { width: 2560, height: 1440 },
]

const show = (view: string): Promise<void> => page.evaluate<void>(`void (location.hash = '#/${view}')`)

const openFirst = (list: 'Rejected messages') =>
  page.getByRole('list', { name: list }).getByRole('button').first().click()

/** What was opened beside a list. */
const panel = 'main section[data-part]'

interface Sight {
  readonly name: string
  readonly enter: () => Promise<void>
  /** A selector; the whole view if left out. */
  readonly within?: string
  /** What must be there, and be reachable by vertical scrolling. */
  readonly holds: readonly string[]
}

const sights: readonly Sight[] = [
  {
    name: 'Monitor',
    enter: () => show('monitor'),
    holds: ['Received', 'Well formed', 'Loaded', 'Rejected', 'Released', 'Duplicates', 'Run', 'Stop'],
  },
  {
    name: 'Rows',
    enter: () => show('rows'),
    holds: ['Details', 'Summary', 'Copy', 'Export', 'Columns', 'View', 'Newest first', '1–3 of 3'],
  },
  {
    name: 'Rows, with a row open',
    enter: async () => {
      await show('rows')
      await page.getByRole('grid').locator('tbody td').first().click()
      await page.keyboard.press('Enter')
      await expect(page.getByRole('region', { name: 'Row', exact: true })).toBeVisible()
    },
    within: panel,
    holds: ['masked_device_id', 'create_date', 'first-device_type'],
  },
  {
    name: 'Rejected',
    enter: () => show('rejected'),
    holds: ['Filters', 'Saved', 'All causes', 'Not JSON', 'Export', 'first-message-1'],
  },
  {
    name: 'Rejected, with a message open',
    enter: async () => {
      await show('rejected')
      await openFirst('Rejected messages')
      await expect(page.getByLabel('Body', { exact: true })).toBeVisible()
    },
    holds: ['Discard', 'Try again', 'Show original'],
  },
  { name: 'Runs', enter: () => show('runs'), holds: ['Drained', 'Started', 'Received'] },
  {
    name: 'Runs, with a run open',
    enter: async () => {
      await show('runs')
      await page.getByRole('table').locator('visible=true').locator('tbody tr').first().click()
      await expect(page.getByRole('region', { name: 'Run', exact: true })).toBeVisible()
    },
    holds: ['Received', 'Rejected', 'What was different'],
  },
  {
    name: 'Settings',
    enter: () => show('settings'),
    holds: ['Connections', 'Pipeline', 'Keys', 'Appearance', 'Notifications', 'New connection', 'Staging'],
  },
]

/** Scrolls to the first match, and returns whether it is in the window then. */
const comesIntoSight = async (within: string, text: string): Promise<boolean> => {
  const found = page
    .locator(within)
    .locator('visible=true')
    .getByText(text, { exact: true })
    .locator('visible=true')
    .first()
  await found.scrollIntoViewIfNeeded()
  const box = await found.boundingBox()
  const size = page.viewportSize()
  return box !== null && size !== null && box.x >= 0 && box.x + box.width <= size.width + 1
}

for (const { name, enter, within = 'main', holds } of sights) {
  test(`${name} loses nothing from 320 pixels to 2,560`, async () => {
    await enter()
    for (const size of sizes) {
      await test.step(`${size.width} × ${size.height}`, async () => {
        await page.setViewportSize(size)
        for (const text of holds)
          await expect.poll(() => comesIntoSight(within, text), { message: `${text} is in sight` }).toBe(true)
        expect(await sidewaysScroll(page)).toBe(0)
        expect(await overlappingTexts(page)).toEqual([])
        expect(await cutWords(page)).toEqual([])
      })
    }
  })
}

test('axe finds nothing in small windows', { tag: '@long' }, async () => {
  for (const { name, enter } of sights) {
    await enter()
    for (const size of [sizes[0], sizes[2]])
      if (size !== undefined) {
        await page.setViewportSize(size)
        await expectNoViolations(page, `${name} at ${size.width} × ${size.height}`)
      }
    await page.keyboard.press('Escape')
  }
})

test('without our colours, what is selected, chosen, reachable or in progress can still be recognised', async () => {
  await page.emulateMedia({ forcedColors: 'active' })
  const styleOf = (selector: string, name: string, pseudo = ''): Promise<string> =>
    page.evaluate(
      `getComputedStyle(document.querySelector(${JSON.stringify(selector)}), '${pseudo}').getPropertyValue('${name}')`,
    )
  const current = 'nav[aria-label="Views"] a[aria-current]'
  const other = 'nav[aria-label="Views"] a:not([aria-current])'
  expect(await styleOf(current, 'background-color')).not.toBe(await styleOf(other, 'background-color'))

  const dot = '[data-testid="status-database"] [data-state]'
  const full = await styleOf(dot, 'background-color', '::before')
  await monitor.neighbour('database', 'away')
  await expect(page.locator(dot)).toHaveAttribute('data-state', 'away')
  expect(await styleOf(dot, 'background-color', '::before')).not.toBe(full)
  await monitor.neighbour('database', 'reachable')

  await show('rows')
  const cells = page.getByRole('grid').locator('tbody td')
  await cells.first().click()
  const chosen = '[role="grid"] td[aria-selected="true"]'
  const plain = '[role="grid"] td[aria-selected="false"]'
  await expect(page.locator(chosen)).toHaveCount(1)
  expect(await styleOf(chosen, 'background-color')).not.toBe(await styleOf(plain, 'background-color'))
  await expectNoViolations(page, 'forced colours')
})

test('an empty place and one that is away fit into the smallest window too', async () => {
  await monitor.connectTo(emptyPlace)
  await monitor.neighbour('database', 'away')
  for (const view of ['monitor', 'rows', 'rejected', 'runs', 'settings']) {
    await show(view)
    await page.setViewportSize({ width: 320, height: 256 })
    expect(await sidewaysScroll(page)).toBe(0)
    expect(await overlappingTexts(page)).toEqual([])
    expect(await cutWords(page)).toEqual([])
  }
})
