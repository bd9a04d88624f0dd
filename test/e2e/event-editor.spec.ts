import { expect, test, type Page } from '@playwright/test'
import type { EventChange } from '../../src/contract/event-change.ts'
import { logins } from '../../src/contract/logins.ts'
import { failure } from '../../src/contract/failure.ts'
import { failed, ok } from '../../src/contract/result.ts'
import { expectNoViolations } from './axe-steps.ts'
import { openNewEvent, scriptEditing } from './scripted-editing.ts'
import { plainField } from '../support/draft-fields.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { openScriptedPage, type ScriptedPage } from './scripted-page.ts'
import { firstPlace, settings } from './scripted-places.ts'

let scripted: ScriptedPage
let page: Page
let monitor: ScriptedMonitor
let bodies: readonly string[]
test.beforeAll(async () => {
  scripted = await openScriptedPage()
  ;({ page, monitor } = scripted)
})
test.afterAll(() => scripted.browser.close())
test.beforeEach(async () => {
  bodies = Array.from({ length: 60 }, (_, index) => JSON.stringify({ id: index, note: `n${index}` }))
  scriptEditing(monitor, () => bodies)
  await page.setViewportSize({ width: 1280, height: 800 })
})

test('another look resets no choice, and a choice is not abandoned without a question', async () => {
  const editor = await openNewEvent(page, monitor)
  await editor.getByRole('button', { name: 'Look at the queue' }).click()
  await editor.getByLabel('Mask of note', { exact: true }).selectOption('Masked')
  await editor.getByLabel('Name of id', { exact: true }).fill('order_id')
  bodies = bodies.map((body) => body.replace('{', '{"referrer":"x",'))
  await editor.getByRole('button', { name: 'Look again' }).click()
  const referrer = editor.getByRole('row').filter({ has: page.getByLabel('Name of referrer') })
  await expect(referrer).toContainText('new')
  await expect(editor.getByLabel('Mask of note', { exact: true })).toHaveValue('masked')
  await expect(editor.getByLabel('Column of note', { exact: true })).toHaveValue('masked_note')
  await expect(editor.getByLabel('Column of order_id', { exact: true })).toHaveValue('order_id')

  await editor.getByLabel('Find a field').fill('referr')
  await expect(editor.getByRole('row')).toHaveCount(2)
  await expect(editor.getByRole('button', { name: 'Move referrer up' })).toBeDisabled()
  await editor.getByLabel('Find a field').fill('')
  await page.keyboard.press('Escape')
  const question = editor.getByRole('alertdialog', { name: 'Unsaved changes' })
  await expect(question.getByRole('button', { name: 'Keep editing' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(question).toBeHidden()
  await editor.getByRole('button', { name: 'Close' }).click()
  await question.getByRole('button', { name: 'Discard' }).click()
  await expect(editor).toBeHidden()
  await expect.poll(() => monitor.lastInput('dropSample')).toEqual({ sample: 'copy' })
})

test('a draft is judged when typing pauses, and one at a time', async () => {
  const editor = await openNewEvent(page, monitor)
  await editor.getByRole('button', { name: 'Look at the queue' }).click()
  await expect(editor).toContainText('Of 60 waiting, 60 would pass.')
  const waiting: (() => void)[] = []
  monitor.answerWith('judgeDraft', async ({ draft }) => {
    await new Promise<void>((answer) => waiting.push(answer))
    return ok({ of: 60, others: 0, passed: draft.name.length, reasons: [], places: [], mistakes: [] })
  })
  const name = editor.getByLabel('Name', { exact: true })
  await name.pressSequentially('-of')
  await expect.poll(() => waiting.length).toBe(1)
  // The first is not answered yet, however long one types and waits.
  await name.pressSequentially('-a-shop-in-town', { delay: 60 })
  expect(waiting).toHaveLength(1)
  waiting[0]?.()
  await expect.poll(() => waiting.length).toBe(2)
  waiting[1]?.()
  await expect(editor).toContainText(`Of 60 waiting, ${'orders-of-a-shop-in-town'.length} would pass.`)
  expect(waiting).toHaveLength(2)
})

test('a look that would use messages up is not offered, and one that fails says why and loses nothing', async () => {
  const editor = await openNewEvent(page, monitor)
  await editor.getByRole('button', { name: 'Look at the queue' }).click()
  await expect(editor.getByLabel('Name of id', { exact: true })).toBeVisible()
  monitor.answerWith('takeSample', () =>
    failed(failure('event-sample-none', { queue: 'orders', looked: '0' })),
  )
  await editor.getByRole('button', { name: 'Look again' }).click()
  await expect(editor.getByRole('alert')).toContainText('Of 0 messages of orders, none could be read')
  monitor.answerWith('judgeDraft', () => failed(failure('event-sample-gone')))
  monitor.answerWith('fitDraft', () =>
    failed(failure('database-not-listening', { address: 'first.test:5432', code: 'ECONNREFUSED' })),
  )
  await editor.getByLabel('Name of id', { exact: true }).fill('number')
  await expect(editor.getByText('The copy of the messages is gone')).toBeVisible()
  await expect(editor.getByText('Nothing listens at first.test:5432')).toBeVisible()
  await expect(editor.getByLabel('Name of number', { exact: true })).toHaveValue('number')

  monitor.answerWith('priceSample', () =>
    ok({ queue: 'orders', most: 200, limit: { maxReceiveCount: 1, deadLetters: 'dead-orders' } }),
  )
  await page.reload()
  await monitor.connectTo(firstPlace)
  await page.getByRole('button', { name: 'Edit Staging' }).click()
  await page.getByRole('button', { name: 'New event…' }).click()
  await expect(editor).toContainText('Each message of orders has a single receive')
  await expect(editor.getByRole('button', { name: 'Look at the queue' })).toHaveCount(0)
})

test('mistakes are shown at their fields, whatever the names, and a definition can be written by hand', async () => {
  bodies = [JSON.stringify(Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`f_${letters(n)}`, 1])))]
  const editor = await openNewEvent(page, monitor)
  await editor.getByRole('button', { name: 'Add a field' }).click()
  const name = editor.getByLabel('Name of field 1', { exact: true })
  await name.fill('\u202Eevil')
  await expect(editor.getByLabel('Name of \u202Eevil', { exact: true })).toHaveAttribute(
    'aria-invalid',
    'true',
  )
  await editor.getByRole('button', { name: 'Undo' }).click()
  await editor.getByLabel('Name of field 1', { exact: true }).fill('total')
  await editor.getByLabel('Path of total', { exact: true }).fill('total')
  await expect(editor.getByLabel('Path of total', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await editor.getByLabel('Path of total', { exact: true }).fill('/total')
  await expect(editor.getByLabel('Path of total', { exact: true })).not.toHaveAttribute('aria-invalid')
  await editor.getByRole('button', { name: 'Look at the queue' }).click()
  await expect(editor.getByRole('row')).toHaveCount(102)
  // There is room for 64, of which one was added by hand.
  await expect(editor).toContainText('Of 1 waiting, 1 would pass.')
  await expect(editor.locator('tr[data-standing="left-out"]')).toHaveCount(37)
  await expect(editor.getByLabel('Unknown fields')).toHaveValue('ignore')
  await editor
    .locator('tr[data-standing="left-out"]')
    .last()
    .getByLabel(/^Mask of /)
    .selectOption('In the clear')
  await expect(editor.getByRole('list', { name: 'What is wrong' })).toContainText('more than 64 fields')
  await expect(
    editor.getByText('Nothing can be judged while something in the definition is wrong.'),
  ).toBeVisible()
  for (const width of [640, 320]) {
    await page.setViewportSize({ width, height: 600 })
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    const save = editor.getByRole('button', { name: 'Save', exact: true })
    await expect(save).toBeInViewport()
  }
})

test('saving shows what has changed, grouped by what it requires, and refused fields are typed', async () => {
  const path = '/data/events/orders.event.json'
  const staging = { ...settings.profiles[0], event: path } as (typeof settings.profiles)[number]
  monitor.answerWith('getSettings', () => ok({ ...settings, profiles: [staging] }))
  monitor.answerWith('lookAtEvent', () => ok({ readable: true, event: logins }))
  const fields = [plainField('id'), plainField('email', { mask: 'email', column: 'masked_email' })]
  const draft = { ...emptyDraft, fields }
  monitor.answerWith('openDraft', () => ok({ draft, opened: 'mark-1' }))
  const changes: readonly EventChange[] = [
    change('free', 'label', 'changes no row'),
    change('asked', 'id', 'no longer read; its column "id" is no longer filled'),
    {
      ...change('refused', 'email.mask', 'is stored in the clear from now on'),
      field: 'email',
      column: 'masked_email',
    },
  ]
  monitor.answerWith('saveDraft', ({ agreed }) =>
    agreed === null
      ? ok({ saved: false, why: 'changes', changes, seen: 'seen-1' })
      : failed(failure('event-file-changed', { path })),
  )
  await page.evaluate(`location.hash = '#/settings'`)
  await page.reload()
  await monitor.connectTo(firstPlace)
  await page.getByRole('button', { name: 'Edit Staging' }).click()
  await page.getByRole('button', { name: 'Edit fields…' }).click()
  const editor = page.getByRole('dialog', { name: 'Fields of Order' })
  await expect(editor.getByRole('button', { name: 'Save', exact: true })).toBeDisabled()
  await editor.getByLabel('Mask of email', { exact: true }).selectOption('In the clear')
  await page.setViewportSize({ width: 900, height: 600 })
  await editor.getByRole('button', { name: 'Save', exact: true }).click()
  const told = editor.getByRole('region', { name: 'Changes' })
  await expect(told.getByRole('heading')).toHaveText([
    'Never without typing the name of the field',
    'To be agreed to',
    'Changes nothing that is there',
  ])
  await expectNoViolations(page, 'changes of a definition')
  const agree = editor.getByRole('button', { name: 'Save the changes' })
  await expect(agree).toBeDisabled()
  await editor.getByLabel('Type email to confirm it').fill('email')
  await agree.click()
  expect(monitor.lastInput('saveDraft')).toMatchObject({
    ...{ path, opened: 'mark-1', agreed: { fields: ['email'], seen: 'seen-1' } },
  })
  // The other window was first: nothing is lost, and it can be saved beside.
  await expect(editor.getByRole('alert')).toContainText('was changed by somebody else meanwhile')
  await expect(editor.getByLabel('Mask of email', { exact: true })).toHaveValue('clear')
  monitor.answerWith('saveDraft', () =>
    ok({ saved: true, path: '/data/events/orders-2.event.json', opened: 'mark-2', isInUse: false }),
  )
  await editor.getByRole('button', { name: 'Save as another file' }).click()
  await expect(editor).toBeHidden()
  expect(monitor.lastInput('saveDraft')).toMatchObject({ path: null, opened: null })
  await expect(page.getByLabel('Definition of the event')).toHaveValue('/data/events/orders-2.event.json')
  monitor.answerWith('getSettings', () => ok(settings))
})

test('a name that is new on the queue is announced with a link to its field, which may be missing', async () => {
  monitor.answerWith('openDraft', () =>
    ok({ draft: { ...emptyDraft, fields: [plainField('id')] }, opened: null }),
  )
  monitor.answerWith('saveDraft', () =>
    ok({ saved: true, path: '/data/events/orders.event.json', opened: 'mark-1', isInUse: false }),
  )
  await page.evaluate(`location.hash = '#/monitor'`)
  await page.reload()
  await monitor.connectTo(firstPlace)
  const notice = { newNames: [{ pointer: '/page/referrer', messages: 4 }], messages: 10 }
  await monitor.emit({ type: 'noticed', notice })
  await page.getByRole('button', { name: 'Add field page/referrer' }).click()
  const editor = page.getByRole('dialog', { name: 'Fields of Order' })
  await expect(editor.getByLabel('Path of referrer', { exact: true })).toHaveValue('/page/referrer')
  await expect(editor.getByRole('checkbox', { name: 'referrer is required' })).not.toBeChecked()
  await editor.getByLabel('Mask of referrer', { exact: true }).selectOption('In the clear')
  await editor.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(editor).toBeHidden()
  // The connection in use had none.
  await expect
    .poll(() => monitor.lastInput('saveEmbedded'))
    .toEqual({ event: '/data/events/orders.event.json' })
})

const change = (kind: EventChange['kind'], subject: string, sentence: string): EventChange => ({
  ...{ kind, path: ['fields', 0], subject, sentence, field: null, column: null },
})

const emptyDraft = {
  ...{ name: 'orders', label: 'Order', envelope: 'auto' as const, origin: 'envelope' as const, match: null },
  table: { schema: null, name: 'orders', rowNumber: 'row_number', sentColumn: null, columns: null },
  unknownFields: 'ignore' as const,
}

const letters = (number: number): string =>
  Array.from(String(number), (digit) => 'abcdefghij'.charAt(Number(digit))).join('')
