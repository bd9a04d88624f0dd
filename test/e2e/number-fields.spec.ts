import { expect, test, type Locator } from '@playwright/test'
import { ok } from '../../src/contract/result.ts'
import { expectNoViolations } from './axe-steps.ts'
import { openMendingPage, type MendingPage } from './mending-page.ts'
import { builtIn } from './monitor-states.ts'
import { firstPlace, sourceOf } from './scripted-places.ts'

/** Every field that takes a whole number, in the built page on an engine that answers what each test says. */
let on: MendingPage
test.beforeAll(async () => {
  on = await openMendingPage()
})
test.afterAll(() => on.close())

/** None is a whole number within bounds that end below 10^18. */
const unfit = ['-5', '1.5', '1e9', '9'.repeat(19), '0x10', '+3', 'ten']

interface Field {
  readonly field: Locator
  readonly from: string
  readonly to: string
  /** What is out of bounds of this field, beside what is of all. */
  readonly beyond: readonly string[]
  readonly mayBeBlank?: boolean
  /** What cannot be pressed meanwhile; null where it can, and does nothing. */
  readonly button: Locator | null
}

/** Each of what does not fit stays as it was typed, is answered with the bounds, and cannot be sent. */
const refusesAll = async ({ field, from, to, beyond, mayBeBlank = false, button }: Field): Promise<void> => {
  const bounds = `Give a whole number from ${from} to ${to}${mayBeBlank ? ', or nothing' : ''}.`
  const root = field.locator('xpath=ancestor::*[contains(@class, "InputWrapper-root")]')
  for (const text of [...unfit, ...beyond, ...(mayBeBlank ? [] : [''])]) {
    await field.fill('')
    await field.pressSequentially(text)
    await expect(root).toContainText(bounds)
    await expect(field).toHaveValue(text)
    await field.blur()
    await expect(field).toHaveValue(text)
    if (button === null) await field.press('Enter')
    else await expect(button).toBeDisabled()
  }
}

test('settings say the bounds and the default of every number, and keep what was typed', async () => {
  await on.begin()
  await on.page.evaluate(`location.hash = '#/settings?section=pipeline'`)
  const pipeline = on.page.getByRole('region', { name: 'Pipeline', exact: true })
  await pipeline.getByRole('switch', { name: 'Erase old rejected messages' }).click({ force: true })
  const before = on.monitor.sent().length
  for (const [label, from, to, usual] of [
    ['Receive calls at once', '1', '200', '40'],
    ['Transactions at once', '1', '16', '4'],
    ['Messages in one transaction', '1', '5,000', '500'],
    ['Messages in memory', '10', '100,000', '5,000'],
    ['Bodies in memory, in MiB', '1', '1,024', '64'],
    ['Ledger retention (days)', '28', '36,500', '365'],
    ['Erase after (days)', '1', '36,500', '365'],
    ['Rejected, more than this many percent', '1', '100', '50'],
  ] as const) {
    const field = pipeline.getByLabel(label, { exact: true })
    const root = field.locator('xpath=ancestor::*[contains(@class, "InputWrapper-root")]')
    await expect(root).toContainText(`${from}–${to}, default ${usual}`)
    await refusesAll({ ...{ field, from, to, beyond: ['0', '1000000000'] }, button: null })
    await field.fill(to)
    await expect(root).toContainText(`${from}–${to}, default ${usual}`)
  }
  await pipeline.getByRole('button', { name: 'Discard', exact: true }).click()
  await expect(pipeline.getByLabel('Receive calls at once', { exact: true })).toHaveValue('40')
  await pipeline.getByLabel('Receive calls at once', { exact: true }).fill('1e9')
  await expectNoViolations(on.page, 'a number out of bounds')
  await pipeline.getByRole('button', { name: 'Discard', exact: true }).click()

  await on.page.evaluate(`location.hash = '#/settings?section=notifications'`)
  const notifications = on.page.getByRole('region', { name: 'Notifications', exact: true })
  await refusesAll({
    ...{ field: notifications.getByLabel('Rejected in one run, more than'), from: '1', to: '1,000,000,000' },
    ...{ beyond: ['0', '1000000001'], button: null },
  })
  await notifications.getByRole('button', { name: 'Discard', exact: true }).click()
  expect(on.monitor.sent().slice(before)).not.toContain('savePreferences')
})

test('sample messages are counted in whole numbers within bounds', async () => {
  await on.begin()
  await on.monitor.connectTo(builtIn)
  await on.page.keyboard.press('Control+k')
  await on.page.keyboard.type('add sample')
  await on.page.keyboard.press('Enter')
  const dialog = on.page.getByRole('dialog', { name: 'Add sample messages' })
  const button = dialog.getByRole('button', { name: 'Add messages' })
  const field = dialog.getByLabel('Messages', { exact: true })
  await expect(field).toBeFocused()
  await refusesAll({ field, from: '1', to: '10,000', beyond: ['0', '10001'], button })
  await field.fill('20')
  await refusesAll({
    ...{ field: dialog.getByLabel('Malformed'), from: '0', to: '20', beyond: ['21'], button },
  })
  await on.page.keyboard.press('Escape')
})

test('the pace of a redrive is a whole number within the bounds of its way, and is not moved into them', async () => {
  const deadLetters = { name: 'first-dlq', maxReceiveCount: 3 }
  const view = { queue: 'first-queue', deadLettersOf: [], denied: [] }
  on.monitor.answerWith('lookAtDeadLetters', () =>
    ok({ ...view, deadLetters: { ...deadLetters, isMissing: false, waiting: 12, others: [] } }),
  )
  await on.begin()
  const source = sourceOf(firstPlace)
  await on.monitor.emit(
    { type: 'connected', source: { ...source, queue: { ...source.queue, deadLetters } } },
    { type: 'dead-letters', count: 12 },
  )
  await on.page.getByRole('button', { name: 'Redrive…', exact: true }).click()
  const dialog = on.page.getByRole('dialog')
  const field = dialog.getByLabel('Messages a second')
  const send = dialog.getByRole('button', { name: 'Send', exact: true })
  await refusesAll({
    ...{ field, from: '1', to: '1,000,000' },
    beyond: ['0'],
    mayBeBlank: true,
    button: send,
  })
  await field.fill('600')
  await expect(send).toBeEnabled()
  await dialog.getByLabel('Have SQS move them').check()
  await expect(field).toHaveValue('600')
  await expect(dialog).toContainText('Give a whole number from 1 to 500, or nothing.')
  await expect(dialog.getByRole('button', { name: 'Move', exact: true })).toBeDisabled()
  await field.fill('')
  await expect(dialog.getByRole('button', { name: 'Move', exact: true })).toBeEnabled()
  await on.page.keyboard.press('Escape')
})

test('the limits of a repair are whole numbers within bounds', async () => {
  await on.begin()
  await on.openPreviewed()
  await on.panel().getByText('1 message first, then 10, 100 and so on').click()
  const button = on.button('Apply to 1,239 messages')
  const share = on.panel().getByLabel('Stop at, in percent')
  await refusesAll({ field: share, from: '0', to: '100', beyond: ['101'], button })
  await share.fill('0')
  const rate = on.panel().getByLabel('Messages a second')
  const bounds = { from: '1', to: '1,000,000', beyond: ['0'], mayBeBlank: true }
  await refusesAll({ field: rate, ...bounds, button })
  await rate.fill('20')
  await button.click()
  expect(on.monitor.lastInput('applyRule')).toMatchObject({ rate: 20, mostFailures: 0 })
})

test('a number in a step of a rule is one of JSON, each digit of which is kept', async () => {
  await on.begin()
  await on.open()
  await on.button('Add a step').click()
  await on.step(1).getByLabel('What is done').selectOption('Set')
  await on.step(1).getByLabel('Where').fill('/app_version')
  await on.step(1).getByLabel('Kind of value').selectOption('the number')
  const value = on.step(1).getByLabel('Value', { exact: true })
  for (const text of ['', 'ten', '0x10', '01', '9'.repeat(19), '1e400']) {
    await value.fill(text)
    await expect(on.step(1)).toContainText('Give a number as JSON writes it')
    await expect(value).toHaveValue(text)
    await expect(on.button('Preview')).toBeDisabled()
  }
  for (const [text, number] of [
    ['-5', '-5'],
    ['1.5', '1.5'],
    ['1e9', '1000000000'],
  ] as const) {
    await value.fill(text)
    await expect(value).toHaveValue(text)
    await expect(on.panel()).toContainText(`/app_version to ${number}`)
    await expect(on.button('Preview')).toBeEnabled()
  }
})
