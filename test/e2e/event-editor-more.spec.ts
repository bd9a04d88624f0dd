import { expect, test, type Page } from '@playwright/test'
import { ok } from '../../src/contract/result.ts'
import { expectNoViolations } from './axe-steps.ts'
import { lookOf, openNewEvent, scriptEditing } from './scripted-editing.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { openScriptedPage, type ScriptedPage } from './scripted-page.ts'

let scripted: ScriptedPage
let page: Page
let monitor: ScriptedMonitor
test.beforeAll(async () => {
  scripted = await openScriptedPage()
  ;({ page, monitor } = scripted)
})
test.afterAll(() => scripted.browser.close())
test.beforeEach(async () => {
  scriptEditing(monitor, () =>
    Array.from({ length: 60 }, (_, index) =>
      JSON.stringify({ id: index, note: `n${index}`, total: index + 0.25, event: 'order' }),
    ),
  )
  monitor.answerWith('saveDraft', () =>
    ok({ saved: true, path: '/data/events/orders.event.json', opened: 'mark-1', isInUse: false }),
  )
  await page.setViewportSize({ width: 900, height: 600 })
})

test('length, digits, texts, JSON types and the source of a field are edited in the page', async () => {
  const editor = await openNewEvent(page, monitor)
  await editor.getByRole('button', { name: 'Look at the queue' }).click()
  const toggle = editor.getByRole('button', { name: 'More about note' })
  await expect(toggle).toHaveAttribute('aria-expanded', 'false')
  await toggle.focus()
  await page.keyboard.press('Enter')
  const note = editor.getByRole('group', { name: 'More about note' })
  await note.getByLabel('Maximum length of note').fill('5')
  await note.getByLabel('Values of note').fill('short\nfar too long\n')
  await expect(note.getByLabel('Values of note')).toHaveAttribute('aria-invalid', 'true')
  await expect(note).toContainText('is longer than "maxLength", which is 5')
  // What is wrong is not hidden.
  await toggle.click()
  await expect(note).toBeVisible()
  await note.getByLabel('Values of note').fill('short\nlong\n')
  await expect(note).toBeHidden()
  await toggle.click()
  await expect(note.getByLabel('Values of note')).toHaveValue('short\nlong\n')
  await note.getByRole('checkbox', { name: 'note takes numbers' }).check()
  await note.getByRole('checkbox', { name: 'note may be empty' }).check()
  await note.getByLabel('Source of note').selectOption('Attribute')
  await expect(editor.getByLabel('Path of note', { exact: true })).toHaveValue('@note')

  await editor.getByRole('button', { name: 'More about total' }).click()
  const total = editor.getByRole('group', { name: 'More about total' })
  await total.getByLabel('Digits of total').fill('12')
  await expect(total.getByLabel('Decimal places of total')).toHaveValue('0')
  await total.getByLabel('Decimal places of total').fill('20')
  await expect(total).toContainText('larger than the precision, which is 12')
  await page.keyboard.press('Control+Z')
  await expect(total.getByLabel('Decimal places of total')).toHaveValue('0')
  await total.getByLabel('Decimal places of total').fill('2')
  await expectNoViolations(page, 'everything about a field')
  for (const width of [640, 320]) {
    await page.setViewportSize({ width, height: 600 })
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
  }

  await editor.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(editor).toBeHidden()
  const fields = [
    { name: 'id' },
    {
      ...{ name: 'note', pointer: '@note', maxLength: 5, enum: ['short', 'long', ''], allowEmpty: true },
      accept: ['string', 'number'],
    },
    { name: 'total', precision: 12, scale: 2 },
    { name: 'event' },
  ]
  expect(monitor.lastInput('saveDraft')).toMatchObject({ draft: { fields } })
})

test('the envelope, what a copy is recognised by, and which messages are meant, are edited in the page', async () => {
  const editor = await openNewEvent(page, monitor)
  await editor.getByRole('button', { name: 'Look at the queue' }).click()
  await expect(editor.getByLabel('Name of note', { exact: true })).toBeVisible()
  await editor.getByText('Envelope, columns and filter').click()
  const envelope = editor.getByRole('combobox', { name: 'Envelope', exact: true })
  await expect(envelope).toHaveValue('auto')
  await envelope.selectOption('SNS')
  await editor.getByLabel('Inside SNS').selectOption('gzip in Base64')
  await expect(editor.getByLabel('Inside gzip in Base64')).toHaveValue('')
  await editor.getByLabel('Recognise copies by').selectOption('The id of the message')
  await editor.getByLabel('Label').fill('Order placed')
  await editor.getByLabel('Column for the day sent').fill('note')
  await expect(editor.getByLabel('Column for the day sent')).toHaveAttribute('aria-invalid', 'true')
  await editor.getByLabel('Column for the day sent').fill('sent_on')
  await editor.getByLabel('Only messages where').fill('event')
  await expect(editor.getByLabel('is one of these, one per line')).toHaveAttribute('aria-invalid', 'true')
  await editor.getByLabel('is one of these, one per line').fill('order\n')
  await expect(editor.getByLabel('Only messages where')).toHaveAttribute('aria-invalid', 'true')
  await editor.getByLabel('Only messages where').fill('/event')
  await expect(editor.getByLabel('Only messages where')).not.toHaveAttribute('aria-invalid')
  await expectNoViolations(page, 'everything about an event')
  for (const width of [640, 320]) {
    await page.setViewportSize({ width, height: 600 })
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
  }
  await editor.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(editor).toBeHidden()
  const draft = {
    ...{ label: 'Order placed', envelope: ['sns', 'gzip+base64'], origin: 'message' },
    ...{ table: { sentColumn: 'sent_on' }, match: { pointer: '/event', enum: ['order', ''] } },
  }
  expect(monitor.lastInput('saveDraft')).toMatchObject({ draft })
})

test('the event that is meant is chosen or typed, and both say the same', async () => {
  const bodies = Array.from({ length: 60 }, (_, index) =>
    JSON.stringify(index % 3 === 0 ? { event: 'opened', page: index } : { event: 'paid', sum: index }),
  )
  monitor.answerWith('takeSample', () => ok(lookOf(bodies)))
  monitor.answerWith('proposeEvent', ({ match }) => ok(lookOf(bodies, match)))
  const editor = await openNewEvent(page, monitor)
  await editor.getByRole('button', { name: 'Look at the queue' }).click()
  const parts = editor.getByLabel(/^They are several events, told apart by/)
  await parts.selectOption('opened (20)')
  await expect(editor.getByLabel('Name of page', { exact: true })).toBeVisible()
  await expect(editor.getByLabel('Name of sum', { exact: true })).toHaveCount(0)
  await editor.getByText('Envelope, columns and filter').click()
  await expect(editor.getByLabel('Only messages where')).toHaveValue('/event')
  await expect(editor.getByLabel('is one of these, one per line')).toHaveValue('opened')
  await editor.getByLabel('is one of these, one per line').fill('opened\nclosed')
  await expect(parts.locator('option:checked')).toHaveText('As typed below')
  await editor.getByRole('button', { name: 'Look again' }).click()
  await expect
    .poll(() => monitor.lastInput('takeSample'))
    .toMatchObject({ match: { pointer: '/event', enum: ['opened', 'closed'] } })
})
