import { expect, test, type Locator, type Page } from '@playwright/test'
import type { EventChange } from '../../src/contract/event-change.ts'
import type { EventDraft } from '../../src/contract/event-draft.ts'
import { failure } from '../../src/contract/failure.ts'
import { logins } from '../../src/contract/logins.ts'
import { failed, ok } from '../../src/contract/result.ts'
import { lookOf, openNewEvent, scriptEditing } from './scripted-editing.ts'
import { plainField } from '../support/draft-fields.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { openScriptedPage, type ScriptedPage } from './scripted-page.ts'
import { firstPlace, secondPlace, settings } from './scripted-places.ts'

const path = '/data/events/orders.event.json'

const stored: EventDraft = {
  ...{ name: 'orders', label: 'Order', envelope: 'auto', origin: 'envelope', match: null },
  table: { schema: null, name: 'orders', rowNumber: 'row_number', sentColumn: null, columns: null },
  ...{ unknownFields: 'ignore', fields: [plainField('id'), plainField('sum')] },
}

let scripted: ScriptedPage
let page: Page
let monitor: ScriptedMonitor
test.beforeAll(async () => {
  scripted = await openScriptedPage()
  ;({ page, monitor } = scripted)
})
test.afterAll(() => scripted.browser.close())
test.beforeEach(() => {
  scriptEditing(monitor, () =>
    Array.from({ length: 60 }, (_, index) => JSON.stringify({ id: index, note: `n${index}` })),
  )
})

/** A reply that is held back. */
const held = () => {
  let give = (): void => undefined
  const given = new Promise<void>((resolve) => (give = resolve))
  return { given, give }
}

const openStored = async (): Promise<Locator> => {
  const staging = { ...settings.profiles[0], event: path } as (typeof settings.profiles)[number]
  monitor.answerWith('getSettings', () => ok({ ...settings, profiles: [staging] }))
  monitor.answerWith('lookAtEvent', () => ok({ readable: true, event: logins }))
  monitor.answerWith('openDraft', () => ok({ draft: stored, opened: 'mark-1' }))
  await page.evaluate(`location.hash = '#/settings'`)
  await page.reload()
  await monitor.connectTo(firstPlace)
  await page.getByRole('button', { name: 'Edit Staging' }).click()
  await page.getByRole('button', { name: 'Edit fields…' }).click()
  return page.getByRole('dialog', { name: 'Fields of Order' })
}

const changes: readonly EventChange[] = [
  {
    ...{ kind: 'asked', path: ['fields', 0], subject: 'id.pointer', field: null, column: null },
    sentence: 'reads another value than before',
  },
]

test('a sample that arrives after the editor was closed is given up at once', async () => {
  const editor = await openNewEvent(page, monitor)
  const { given, give } = held()
  monitor.answerWith('takeSample', async () => {
    await given
    return ok({ ...lookOf(['{"id":1}']), sample: 'late' })
  })
  await editor.getByRole('button', { name: 'Look at the queue' }).click()
  await expect.poll(() => monitor.sent()).toContain('takeSample')
  await editor.getByRole('button', { name: 'Close' }).click()
  await expect(editor).toBeHidden()
  give()
  await expect.poll(() => monitor.lastInput('dropSample')).toEqual({ sample: 'late' })
})

test('an edit of the connection in use stays with it if another one comes into use meanwhile', async () => {
  const staging = { ...settings.profiles[0], event: path } as (typeof settings.profiles)[number]
  const active = { ...settings, profiles: [staging], activeId: staging.id }
  monitor.answerWith('getSettings', () => ok(active))
  monitor.answerWith('openDraft', () => ok({ draft: stored, opened: 'mark-1' }))
  monitor.answerWith('saveDraft', () => ok({ saved: true, path, opened: 'mark-2', isInUse: false }))
  await page.evaluate(`location.hash = '#/monitor'`)
  await page.reload()
  await monitor.connectTo(firstPlace)
  const notice = { newNames: [{ pointer: '/page/referrer', messages: 4 }], messages: 10 }
  await monitor.emit({ type: 'noticed', notice })
  await page.getByRole('button', { name: 'Add field page/referrer' }).click()
  const editor = page.getByRole('dialog', { name: 'Fields of Order' })
  await editor.getByLabel('Mask of referrer', { exact: true }).selectOption('Masked')

  monitor.answerWith('getSettings', () => ok(settings))
  const asked = monitor.sent().filter((name) => name === 'getSettings').length
  await monitor.connectTo(secondPlace)
  await expect
    .poll(() => monitor.sent().filter((name) => name === 'getSettings').length)
    .toBeGreaterThan(asked)
  await expect(editor.getByLabel('Mask of referrer', { exact: true })).toHaveValue('masked')
  await editor.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(editor).toBeHidden()
  expect(monitor.lastInput('saveDraft')).toMatchObject({
    ...{ path, opened: 'mark-1', place: { kind: 'profile', profile: { id: staging.id } } },
  })
})

test('a save that reconnects is heard in the new connection, whether it went well or not', async () => {
  const editor = await openStored()
  monitor.answerWith('saveDraft', async () => {
    await monitor.connectTo(secondPlace)
    await expect(page.getByText('second-queue').first()).toBeAttached()
    return failed(failure('event-file-unwritten', { path }))
  })
  await editor.getByLabel('Name of id', { exact: true }).fill('number')
  const save = editor.getByRole('button', { name: 'Save', exact: true })
  await save.click()
  await expect(editor.getByRole('alert')).toContainText(path)
  monitor.answerWith('saveDraft', async () => {
    await monitor.connectTo(firstPlace)
    await expect(page.getByText('first-queue').first()).toBeAttached()
    return ok({ saved: true, path, opened: 'mark-2', isInUse: true })
  })
  await save.click()
  await expect(editor).toBeHidden()
  monitor.answerWith('getSettings', () => ok(settings))
})

test('counts stay with their field if it is moved, and are unknown if it reads another place', async () => {
  const editor = await openStored()
  const { given, give } = held()
  monitor.answerWith('takeSample', () => ok(lookOf(['{"id":1,"sum":2}'])))
  let asked = 0
  monitor.answerWith('judgeDraft', async ({ draft }) => {
    asked += 1
    if (draft.fields[0]?.name === 'sum') await given
    const places = draft.fields.map(({ name }) => ({
      seen: 60,
      nulls: 0,
      samples: [name === 'id' ? '•-' : '•+'],
    }))
    return ok({ of: 60, others: 0, passed: 60, reasons: [], places, mistakes: [] })
  })
  await editor.getByRole('button', { name: 'Look at the queue' }).click()
  const rowOf = (name: string) =>
    editor.getByRole('row').filter({ has: page.getByLabel(`Name of ${name}`, { exact: true }) })
  await expect(rowOf('id')).toContainText('•-')
  const before = asked
  await editor.getByRole('button', { name: 'Move sum up' }).click()
  await expect(editor.getByRole('row').nth(1)).toContainText('•+')
  await expect.poll(() => asked).toBeGreaterThan(before)
  await expect(rowOf('id')).toContainText('•-')
  await expect(rowOf('sum')).toContainText('•+')
  await editor.getByLabel('Path of sum', { exact: true }).fill('/other')
  await expect(rowOf('sum')).not.toContainText('•+')
  give()
  await expect(rowOf('sum')).toContainText('•+')
  monitor.answerWith('getSettings', () => ok(settings))
})

test('nobody agrees to changes that they have not seen, or for another file than was meant', async () => {
  const editor = await openStored()
  monitor.answerWith('saveDraft', ({ path: to, agreed }) =>
    to === path && agreed !== null
      ? failed(failure('event-file-changed', { path }))
      : agreed === null
        ? ok({ saved: false, why: 'changes', changes, seen: 'seen-1' })
        : ok({ saved: true, path: '/data/events/orders-2.event.json', opened: 'mark-2', isInUse: false }),
  )
  await editor.getByLabel('Path of id', { exact: true }).fill('/other')
  const save = editor.getByRole('button', { name: 'Save', exact: true })
  const agree = editor.getByRole('button', { name: 'Save the changes' })
  await save.click()
  await expect(agree).toBeVisible()
  await editor.getByLabel('Path of sum', { exact: true }).fill('/more')
  await expect(agree).toBeHidden()
  await save.click()
  await agree.click()
  await editor.getByRole('button', { name: 'Save as another file' }).click()
  await agree.click()
  await expect(editor).toBeHidden()
  expect(monitor.lastInput('saveDraft')).toMatchObject({
    ...{ path: null, opened: null, agreed: { fields: [], seen: 'seen-1' } },
  })
  monitor.answerWith('getSettings', () => ok(settings))
})

test('during a save nothing is typed that would be lost, and nobody leaves before its result is known', async () => {
  const editor = await openStored()
  const { given, give } = held()
  monitor.answerWith('saveDraft', async () => {
    await given
    return ok({ saved: false, why: 'changes', changes, seen: 'seen-1' })
  })
  const id = editor.getByLabel('Name of id', { exact: true })
  await id.fill('number')
  await editor.getByRole('button', { name: 'Save', exact: true }).click()
  const number = editor.locator('input[aria-label="Name of number"]')
  await expect(number.locator('xpath=ancestor::*[@inert]')).toHaveCount(1)
  await page.keyboard.press('Control+Z')
  await expect(number).toHaveValue('number')
  await page.keyboard.press('Escape')
  await editor.getByRole('button', { name: 'Close' }).click()
  await expect(editor.getByRole('button', { name: 'Cancel' })).toBeDisabled()
  await expect(editor.getByRole('alertdialog')).toHaveCount(0)
  give()
  await expect(editor.getByRole('button', { name: 'Save the changes' })).toBeVisible()

  // Closing asks, in place of the earlier question.
  await editor.getByRole('button', { name: 'Close' }).click()
  const leaving = editor.getByRole('alertdialog', { name: 'Unsaved changes' })
  await leaving.getByRole('button', { name: 'Keep editing' }).click()
  await expect(number).toHaveValue('number')
  monitor.answerWith('getSettings', () => ok(settings))
})
