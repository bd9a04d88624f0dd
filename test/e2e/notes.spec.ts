import { expect, test } from '@playwright/test'
import { ok } from '../../src/contract/result.ts'
import { openFindingPage, type FindingPage } from './finding-page.ts'
import type { ScriptedFinding } from './scripted-finding.ts'

/** The rejected messages on a scripted engine that marks and notes. */
let on: FindingPage
let finding: ScriptedFinding
test.beforeAll(async () => {
  on = await openFindingPage()
})
test.beforeEach(async () => {
  finding = await on.begin()
})
test.afterAll(() => on.browser.close())

test('what was changed or erased meanwhile is not undone, and says so', async () => {
  await on.open('00000000-message')
  await on.panel().getByLabel('Note', { exact: true }).fill('asked the sender')
  await on.panel().getByRole('button', { name: 'Save note' }).click()
  expect(on.monitor.lastInput('noteRejected')).toMatchObject({ note: 'asked the sender', instead: null })
  finding.noteAs('1', 'of somebody else')
  await on.button('Undo').last().click()
  expect(on.monitor.lastInput('noteRejected')).toMatchObject({ note: null, instead: 'asked the sender' })
  await expect(on.page.getByRole('alert').last()).toContainText('or the message erased, meanwhile')
  await on.panel().getByRole('button', { name: 'Investigate', exact: true }).click()
  on.monitor.answerWith('markRejected', () => ok({ changed: 0, changeId: crypto.randomUUID(), full: 0 }))
  await on.button('Undo').last().click()
  await expect(on.said('Nothing to undo: the messages were changed or erased meanwhile')).toBeVisible()
})

test('a note that somebody else wrote meanwhile is not overwritten, and what was typed stays', async () => {
  await on.open('00000000-message')
  const note = on.panel().getByLabel('Note', { exact: true })
  await note.fill('asked the sender')
  finding.noteAs('1', 'of somebody else')
  await on.panel().getByRole('button', { name: 'Save note' }).click()
  await expect(on.page.getByRole('alert').last()).toContainText('so it stays as it is now')
  await expect(on.panel()).toContainText('The saved note is now: of somebody else')
  await expect(note).toHaveValue('asked the sender')
  // Now that it was seen, it may be replaced.
  await on.panel().getByRole('button', { name: 'Save note' }).click()
  await expect(on.panel().getByRole('button', { name: 'Save note' })).toHaveCount(0)
  await expect(on.panel()).not.toContainText('The saved note is now')
})

test('a typed note is saved when the message is discarded', async () => {
  await on.open('00000000-message')
  await on.panel().getByLabel('Note', { exact: true }).fill('a test')
  await on.panel().getByRole('button', { name: 'Discard', exact: true }).click()
  await expect(on.items()).toHaveCount(2)
  expect(on.monitor.lastInput('discardRejected')).toMatchObject({ note: 'a test' })
})
