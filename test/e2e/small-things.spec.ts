import { expect, test, type Browser, type Page } from '@playwright/test'
import { failure } from '../../src/contract/failure.ts'
import { failed, ok } from '../../src/contract/result.ts'
import { expectNoViolations } from './axe-steps.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { openScriptedPage } from './scripted-page.ts'
import { firstPlace, settings } from './scripted-places.ts'

/** What a test reads in the page, compiled without the types of the DOM. */
interface StyledWorld {
  readonly getComputedStyle: (element: unknown) => { readonly backgroundColor: string }
}

/** Small things that a person meets sooner or later, in the built page on an engine that follows each test. */
let browser: Browser
let page: Page
let monitor: ScriptedMonitor

test.beforeAll(async () => {
  ;({ browser, page, monitor } = await openScriptedPage())
})

test.afterAll(() => browser.close())

test('if a key does not fit, the banner leads to a field for the former one', async () => {
  const keys = (['mask', 'seal'] as const).map((purpose) => ({
    ...{ purpose, origin: `/data/keys/${purpose}.key`, checkValue: '0011223344556677' },
  }))
  monitor.answerWith('getSettings', () => ok({ ...settings, keys }))
  await monitor.failToConnect(failure('key-mismatch', { purpose: 'mask' }), null)
  await page.getByRole('button', { name: 'Choose key file', exact: true }).click()
  const form = page.getByRole('form', { name: 'Former mask key' })
  await expect(form).toBeVisible()
  await expect(page.getByRole('form', { name: 'Former seal key' })).toHaveCount(0)
  const use = form.getByRole('button', { name: 'Use this key', exact: true })
  await expect(use).toBeDisabled()
  monitor.answerWith('useKey', () =>
    ok({ saved: false, mistakes: { path: 'No file can be read at this path.' } }),
  )
  await form.getByLabel('File with the former key').fill('/backup/mask.key')
  await use.click()
  await expect(form).toContainText('No file can be read at this path.')
  expect(monitor.lastInput('useKey')).toEqual({ purpose: 'mask', path: '/backup/mask.key' })
  await expectNoViolations(page, 'the place for a former key')

  monitor.answerWith('useKey', () => ok({ saved: true, value: { ...settings, keys } }))
  await use.click()
  await monitor.connectTo(firstPlace)
  await expect(form).toHaveCount(0)
})

test("settings describe bounds, defaults and retention in the field's words", async () => {
  await monitor.connectTo(firstPlace)
  await page.evaluate(`location.hash = '#/settings?section=pipeline'`)
  const pipeline = page.getByRole('region', { name: 'Pipeline', exact: true })
  await expect(pipeline).toContainText('1–200, default 40')
  await expect(pipeline.getByText('Allow unknown fields')).toBeVisible()
  await expect(pipeline.getByText('Ledger retention (days)')).toBeVisible()
  await page.evaluate(`location.hash = '#/settings?section=notifications'`)
  await expect(page.getByText('Notify me when the window is in the background.')).toBeVisible()
  await page.evaluate(`location.hash = '#/settings?section=appearance'`)
  const appearance = page.getByRole('region', { name: 'Appearance', exact: true })
  await expect(appearance.getByRole('radio', { name: 'Follow system' })).toBeChecked()
})

test('a setting changed by a button elsewhere is shown with its current value', async () => {
  await monitor.connectTo(firstPlace)
  await page.evaluate(`location.hash = '#/settings?section=pipeline'`)
  const rejects = page.getByRole('switch', { name: 'Reject what does not fit in its column' })
  await expect(rejects).not.toBeChecked()
  const { preferences } = settings
  const pipeline = { ...preferences.pipeline, rejectMisfits: true }
  monitor.answerWith('getSettings', () => ok({ ...settings, preferences: { ...preferences, pipeline } }))
  await monitor.connectTo(firstPlace)
  await expect(rejects).toBeChecked()
  monitor.answerWith('getSettings', () => ok(settings))
  await monitor.connectTo(firstPlace)
  await expect(rejects).not.toBeChecked()
})

test('a limit accepts whole numbers from 1 on, and says what it does not accept', async () => {
  await page.evaluate(`location.hash = '#/monitor'`)
  await page.getByRole('button', { name: /^Limit of the run/ }).click()
  const field = page.getByLabel('Message limit')
  for (const text of ['0', '-5', '1e9', '1.5', '9'.repeat(12)]) {
    await field.fill(text)
    await expect(page.getByText(/^Give a whole number from 1 to 1,000,000,000/)).toBeVisible()
    await expect(page.getByText(/No limit is in force/)).toBeVisible()
  }
  await field.fill('1,000')
  await expect(page.getByRole('button', { name: 'Limit of the run: 1,000 messages' })).toBeVisible()
  await field.fill('')
  await page.keyboard.press('Escape')
})

test('what is selected stays so beneath the pointer, in light and dark, and three rows look like three', async () => {
  await page.evaluate(`location.hash = '#/rows'`)
  const rows = page.getByRole('grid').filter({ visible: true }).locator('tbody tr[data-index]')
  await expect(rows).toHaveCount(firstPlace.rows)
  const groundOf = (row: number) =>
    rows
      .nth(row)
      .locator('td')
      .first()
      .evaluate((cell) => `${(globalThis as unknown as StyledWorld).getComputedStyle(cell).backgroundColor}`)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.keyboard.press('Escape')
    await rows.nth(0).locator('td').first().click()
    await rows.nth(1).hover()
    const [chosen, hovered, plain] = [await groundOf(0), await groundOf(1), await groundOf(2)]
    expect(new Set([chosen, hovered, plain]).size).toBe(3)
    await rows.nth(0).hover()
    expect(await groundOf(0)).toBe(chosen)
    await rows.nth(0).locator('th').click()
    await rows
      .nth(2)
      .locator('th')
      .click({ modifiers: ['Shift'] })
    for (const row of [0, 1, 2]) expect(await groundOf(row)).toBe(chosen)
  }
  await page.emulateMedia({ colorScheme: null })
})

test('a sum that the database cannot be asked about is called unchecked', async () => {
  await page.evaluate(`location.hash = '#/monitor'`)
  const lost = failure('database-cut', { address: 'first.test:5432', code: 'ECONNRESET' })
  monitor.answerWith('reconcileRun', () => failed(lost))
  const at = Date.now()
  const counts = { received: 3, loaded: 3, duplicates: 0, rejected: 0, released: 0 }
  await monitor.emit(
    { type: 'run-started', runId: 'unchecked', at, until: 'empty', maxMessages: null, maxSeconds: null },
    { type: 'run-settled', at, counts },
    { type: 'run-ended', at: at + 1_000, outcome: 'drained', failure: null },
  )
  const sum = page.getByTestId('run-sum')
  await expect(sum).toContainText('not checked: the ledger cannot be read')
  await expect(sum).not.toContainText('agrees')
})

test('an export says how many it is about to write', async () => {
  await page.evaluate(`location.hash = '#/rows'`)
  const range = page.getByTestId('rows-range').filter({ visible: true })
  await expect(range).toHaveText(/of [\d,]+$/)
  const count = /of ([\d,]+)$/.exec(await range.innerText())?.[1] ?? ''
  await page.getByRole('button', { name: 'Export', exact: true }).filter({ visible: true }).click()
  await expect(page.getByText(new RegExp(`^Export ${count} rows? as…$`))).toBeVisible()
  await page.keyboard.press('Escape')
})

test('a connection is deleted only after a question, and saved and used in one step', async () => {
  await page.evaluate(`location.hash = '#/settings?section=connections'`)
  await page.getByRole('button', { name: 'Edit Staging' }).click()
  const form = page.getByRole('form', { name: 'Connection' })
  const deleted = () => monitor.sent().filter((name) => name === 'deleteProfile').length
  await form.getByRole('button', { name: 'Delete…', exact: true }).click()
  const question = form.getByRole('alertdialog', { name: 'Delete the connection' })
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(question).toHaveCount(0)
  expect(deleted()).toBe(0)

  const [profile] = settings.profiles
  const id = profile?.id ?? ''
  monitor.answerWith('saveProfile', () => ok({ saved: true, value: { id, settings } }))
  monitor.answerWith('activateProfile', () => ok({ ...settings, activeId: id }))
  await form.getByLabel('Name').fill('Staging 2')
  await form.getByRole('button', { name: 'Save and use', exact: true }).click()
  await expect.poll(() => monitor.lastInput('activateProfile')).toEqual({ id })
  await expect(form).toHaveCount(0)

  monitor.answerWith('getSettings', () => ok(settings))
  await page.reload()
  await monitor.connectTo(firstPlace)
  await page.getByRole('button', { name: 'Edit Staging' }).click()
  await form.getByRole('button', { name: 'Delete…', exact: true }).click()
  monitor.answerWith('deleteProfile', () => ok({ ...settings, profiles: [] }))
  await question.getByRole('button', { name: 'Delete connection' }).click()
  await expect.poll(deleted).toBe(1)
})

test('a problem is reported with what anybody may read, and the page for it is opened if it is known', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await monitor.connectTo(firstPlace)
  await monitor.neighbour('database', 'away')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('report a problem')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Report a problem' })
  const text = dialog.getByLabel('About this installation')
  await expect(text).toHaveValue(/Database: elsewhere, away, database-not-listening \(ECONNREFUSED\)/)
  await expect(text).not.toHaveValue(/first/)
  await expectNoViolations(page, 'a report')
  const copy = dialog.getByRole('button', { name: 'Copy and open the page' })
  await expect(copy).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('status')).toHaveText(/^Copied\. Paste it into a new issue/)
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(await text.inputValue())

  monitor.answerWith('openIssues' as never, () => true as never)
  await copy.click()
  await expect(dialog.getByRole('status')).toContainText('is open in your browser')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})
