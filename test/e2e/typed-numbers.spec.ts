import { expect, test, type Browser, type Page } from '@playwright/test'
import { ok } from '../../src/contract/result.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { openScriptedPage } from './scripted-page.ts'
import { firstPlace, sourceOf } from './scripted-places.ts'

/** Fields that take whole numbers, in the built page on an engine that does what each test says. */
let browser: Browser
let page: Page
let monitor: ScriptedMonitor

test.beforeAll(async () => {
  ;({ browser, page, monitor } = await openScriptedPage())
})

test.beforeEach(() => monitor.connectTo(firstPlace))

test.afterAll(() => browser.close())

/** Texts that are not numbers within any bounds, as a person may type or paste them. */
const badNumbers = ['0', '-5', '1e9', '1.5', '', ' ', '9'.repeat(19)]

test('a number of the settings or of the samples keeps what was typed, says its bounds, and is not sent', async () => {
  await page.evaluate(`location.hash = '#/settings?section=pipeline'`)
  const pipeline = page.getByRole('region', { name: 'Pipeline', exact: true })
  const saved = () => monitor.sent().filter((name) => name === 'savePreferences').length
  const before = saved()
  for (const [name, bounds] of [
    ['Receive calls at once', /from 1 to 200\./],
    ['Bodies in memory (MiB)', /from 1 MiB to 1,024 MiB\./],
    ['Ledger retention (days)', /from 28 to 36,500\./],
  ] as const)
    for (const text of badNumbers) {
      const field = pipeline.getByLabel(name)
      await field.fill(text)
      await expect(field).toHaveAccessibleDescription(bounds)
      await expect(field).toHaveValue(text)
      await pipeline.getByRole('button', { name: 'Save', exact: true }).click()
    }
  expect(saved()).toBe(before)
  await pipeline.getByRole('button', { name: 'Discard', exact: true }).click()
  await expect(pipeline.getByLabel('Receive calls at once')).toHaveValue('40')
  await expect(pipeline.getByText('1–200, default 40')).toBeVisible()

  await monitor.connectTo({ ...firstPlace, isBuiltIn: true })
  await page.keyboard.press('Control+k')
  await page.keyboard.type('sample messages')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Add sample messages' })
  const messages = dialog.getByLabel('Messages', { exact: true })
  for (const text of badNumbers) {
    await messages.fill(text)
    await expect(messages).toHaveValue(text)
    await expect(dialog.getByText(/^Give a whole number from 1 to /)).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Add messages' })).toBeDisabled()
  }
  await messages.fill('1,200')
  await dialog.getByLabel('Malformed').fill('1201')
  await expect(dialog.getByText('Give a whole number from 0 to 1,200.')).toBeVisible()
  await page.keyboard.press('Escape')
})

test('N3 a pace that is none is said to be wrong, stays as it was typed, and nothing is sent at it', async () => {
  monitor.answerWith('lookAtDeadLetters', () =>
    ok({
      ...{ queue: 'first-queue', deadLettersOf: [], denied: [] },
      deadLetters: { name: 'first-dlq', maxReceiveCount: 3, isMissing: false, waiting: 12, others: [] },
    }),
  )
  await page.evaluate(`location.hash = '#/rejected'`)
  await monitor.connectTo(firstPlace)
  const source = sourceOf(firstPlace)
  const deadLetters = { name: 'first-dlq', maxReceiveCount: 3 }
  await monitor.emit(
    { type: 'connected', source: { ...source, queue: { ...source.queue, deadLetters } } },
    { type: 'dead-letters', count: 12 },
  )
  await page.getByRole('button', { name: 'Redrive…', exact: true }).click()
  const dialog = page.getByRole('dialog')
  const inDialog = (name: string) => dialog.getByRole('button', { name, exact: true })
  const pace = dialog.getByLabel('Messages a second')
  const redriven = () => monitor.sent().filter((name) => name === 'redriveDeadLetters').length
  const before = redriven()
  await expect(dialog).toContainText('1–1,000,000')
  for (const text of ['0', '-5', '1e9', '1.5', '9'.repeat(19)]) {
    await pace.fill(text)
    await expect(dialog).toContainText('Give a whole number from 1 to 1,000,000.')
    await expect(pace).toHaveValue(text)
    await expect(inDialog('Send')).toBeDisabled()
    await pace.press('Enter')
  }
  // What one way takes may be too much for the other.
  await pace.fill('5,000')
  await expect(inDialog('Send')).toBeEnabled()
  await dialog.getByLabel('Have SQS move them').check()
  await expect(dialog).toContainText('Give a whole number from 1 to 500.')
  await expect(pace).toHaveValue('5,000')
  await expect(inDialog('Move')).toBeDisabled()
  await pace.fill('')
  await expect(inDialog('Move')).toBeEnabled()
  await page.keyboard.press('Escape')
  expect(redriven()).toBe(before)
})
