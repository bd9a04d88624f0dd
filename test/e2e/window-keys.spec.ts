import { expect, test, type Browser, type Page } from '@playwright/test'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { openScriptedPage } from './scripted-page.ts'
import { firstPlace } from './scripted-places.ts'

/** Moving about the window with the keyboard, on an engine that follows each test. */
let browser: Browser
let page: Page
let monitor: ScriptedMonitor

test.beforeAll(async () => {
  ;({ browser, page, monitor } = await openScriptedPage())
})

test.afterAll(() => browser.close())

test.beforeEach(async () => {
  await monitor.connectTo(firstPlace)
  await show('monitor')
})

const show = (view: string): Promise<void> => page.evaluate<void>(`void (location.hash = '#/${view}')`)

const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true })

test('the link past the navigation is the first stop of Tab, and leads into the view', async () => {
  await page.reload()
  await monitor.connectTo(firstPlace)
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to the view' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await expect(heading('Monitor')).toBeVisible()
})

test('F6 moves from part to part and round again, Shift+F6 back', async () => {
  await show('rows')
  await page.getByRole('grid').locator('tbody td').first().click()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Row', exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Rows', exact: true }).focus()
  const part = () =>
    page.evaluate<string>(`(() => {
      const part = document.activeElement.closest('[data-part]')
      return part.getAttribute('aria-label') ?? part.tagName.toLowerCase()
    })()`)
  const seen: string[] = []
  for (let press = 0; press < 5; press += 1) {
    await page.keyboard.press('F6')
    seen.push(await part())
  }
  expect(seen).toEqual(['Rows', 'Loaded rows', 'Row', 'Status', 'header'])
  await page.keyboard.press('Shift+F6')
  expect(await part()).toBe('Status')
})

test('the focus moves into a view opened by a key or by the palette', async () => {
  await page.getByRole('button', { name: 'Dry run' }).focus()
  await page.keyboard.press('Control+3')
  await expect(heading('Rejected')).toBeVisible()
  await expect(page.getByRole('main')).toBeFocused()
  await page.keyboard.press('Control+k')
  await page.getByRole('textbox', { name: 'Find a command' }).fill('Runs')
  await page.keyboard.press('Enter')
  await expect(heading('Runs')).toBeVisible()
  await expect(page.getByRole('main')).toBeFocused()
})

test('the palette exports, changes the connection, and opens saved views', async () => {
  await page.evaluate(
    `localStorage.setItem('sluice-row-views-logins', JSON.stringify([{ name: 'Phones', query: 'f.device_type=is:iOS', density: 'roomy', layout: { sizing: {}, visibility: { locale: false }, order: [], pinned: [] } }]))`,
  )
  const choose = async (name: string): Promise<void> => {
    await page.keyboard.press('Control+k')
    await page.getByRole('textbox', { name: 'Find a command' }).fill(name)
    await page.keyboard.press('Enter')
  }
  await choose('Rows: Phones')
  await expect(heading('Rows')).toBeVisible()
  await expect
    .poll(() => monitor.lastInput('mapRows'))
    .toMatchObject({ filters: [{ column: 'device_type' }] })
  const grid = page.getByRole('grid', { name: 'Loaded rows' })
  await expect(grid).toContainText('device_type')
  await expect(grid).not.toContainText('locale')
  await page.getByRole('button', { name: 'View', exact: true }).click()
  await expect(page.getByRole('radio', { name: 'Roomy' })).toBeChecked()
  await page.keyboard.press('Escape')
  await choose('Export all rejected messages as JSON lines')
  await expect
    .poll(() => monitor.lastInput('exportItems'))
    .toMatchObject({ format: 'jsonl', subject: { what: 'rejected', filter: { state: 'all' } } })
  await choose('Connect to Staging')
  await expect.poll(() => monitor.sent()).toContain('activateProfile')
})

test('Run of the palette starts a run with the choices of the Monitor, and with nothing else', async () => {
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByText('Run', { exact: true }).click()
  await expect
    .poll(() => monitor.lastInput('startRun'))
    .toEqual({ until: 'empty', maxMessages: null, maxSeconds: null })
})

test('the last open view is open again after a reload and after a restart', async () => {
  const address = new URL('/', page.url()).href
  /** As a new window does, which knows only the page's address. */
  const openAgain = async (at: string) => {
    await page.goto('about:blank')
    await page.goto(at)
    await monitor.connectTo(firstPlace)
  }
  await page.getByRole('navigation', { name: 'Views' }).getByText('Rejected', { exact: true }).click()
  await page.reload()
  await expect(heading('Rejected')).toBeVisible()
  await openAgain(address)
  await expect(heading('Rejected')).toBeVisible()

  // An address that names a view takes precedence, and is the last one from then on.
  await openAgain(`${address}#/runs`)
  await expect(heading('Runs')).toBeVisible()
  await show('rows')
  await expect(heading('Rows')).toBeVisible()
  await openAgain(address)
  await expect(heading('Rows')).toBeVisible()

  await page.evaluate(`localStorage.setItem('sluice-view', 'nowhere')`)
  await openAgain(address)
  await expect(heading('Monitor')).toBeVisible()
})
