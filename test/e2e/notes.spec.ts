import { expect, test } from '@playwright/test'
import { ok } from '../../src/contract/result.ts'
import { scriptFinding, type ScriptedFinding } from './scripted-finding.ts'
import { openScriptedPage, type ScriptedPage } from './scripted-page.ts'
import { firstPlace } from './scripted-places.ts'

/** The rejected messages on a scripted engine that marks and notes. */
let on: ScriptedPage
let finding: ScriptedFinding
test.beforeAll(async () => {
  on = await openScriptedPage()
})
test.beforeEach(async () => {
  finding = scriptFinding(on.monitor)
  await on.page.evaluate(`localStorage.clear()`)
  await on.page.setViewportSize({ width: 1280, height: 800 })
  await on.page.emulateMedia({ colorScheme: 'light' })
  await on.page.evaluate(`location.hash = '#/rejected'`)
  await on.page.reload()
  await on.monitor.connectTo(firstPlace)
  await expect(items()).toHaveCount(3)
})
test.afterAll(() => on.browser.close())

const list = () => on.page.getByRole('list', { name: 'Rejected messages' })
const items = () => list().getByRole('listitem')
const panel = () => on.page.getByRole('region', { name: 'Rejected message' })
const said = (words: string) => on.page.getByText(words, { exact: true })
const button = (name: string) => on.page.getByRole('button', { name, exact: true })
const open = (messageId: string) => list().getByRole('button').filter({ hasText: messageId }).click()

test('what was changed or erased meanwhile is not undone, and says so', async () => {
  await open('00000000-message')
  await panel().getByLabel('Note', { exact: true }).fill('asked the sender')
  await panel().getByRole('button', { name: 'Save note' }).click()
  expect(on.monitor.lastInput('noteRejected')).toMatchObject({ note: 'asked the sender', instead: null })
  finding.noteAs('1', 'of somebody else')
  await button('Undo').last().click()
  expect(on.monitor.lastInput('noteRejected')).toMatchObject({ note: null, instead: 'asked the sender' })
  await expect(on.page.getByRole('alert').last()).toContainText('or the message erased, meanwhile')
  await panel().getByRole('button', { name: 'Investigate', exact: true }).click()
  on.monitor.answerWith('markRejected', () => ok({ changed: 0, changeId: crypto.randomUUID(), full: 0 }))
  await button('Undo').last().click()
  await expect(said('Nothing to undo: the messages were changed or erased meanwhile')).toBeVisible()
})

test('a note that somebody else wrote meanwhile is not overwritten, and what was typed stays', async () => {
  await open('00000000-message')
  const note = panel().getByLabel('Note', { exact: true })
  await note.fill('asked the sender')
  finding.noteAs('1', 'of somebody else')
  await panel().getByRole('button', { name: 'Save note' }).click()
  await expect(on.page.getByRole('alert').last()).toContainText('so it stays as it is now')
  await expect(panel()).toContainText('The saved note is now: of somebody else')
  await expect(note).toHaveValue('asked the sender')
  // Now that it was seen, it may be replaced.
  await panel().getByRole('button', { name: 'Save note' }).click()
  await expect(panel().getByRole('button', { name: 'Save note' })).toHaveCount(0)
  await expect(panel()).not.toContainText('The saved note is now')
})

test('a typed note is saved when the message is discarded', async () => {
  await open('00000000-message')
  await panel().getByLabel('Note', { exact: true }).fill('a test')
  await panel().getByRole('button', { name: 'Discard', exact: true }).click()
  await expect(items()).toHaveCount(2)
  expect(on.monitor.lastInput('discardRejected')).toMatchObject({ note: 'a test' })
})
