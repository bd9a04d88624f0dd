import { expect, type Locator, type Page } from '@playwright/test'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from './app.ts'
import { expectNoViolations } from './axe-steps.ts'
import { root } from './host.ts'
import { answerOpen } from './save-steps.ts'
import { expectWaiting, openView, runUntilEmpty, startLimit } from './page-steps.ts'

const inDocs = (name: string): string => join(root, 'docs/events', `${name}.event.json`)

/** Opens the settings of the built-in queue and database, with the definition in this file chosen. */
const chooseFile = async (page: Page, path: string): Promise<Locator> => {
  await openView(page, 'Settings')
  await page.getByRole('button', { name: 'Edit Built in' }).click()
  const form = page.getByRole('form', { name: 'Connection' })
  await form.getByText('From a file…').click()
  await form.getByLabel('Definition of the event').fill(path)
  await form.getByLabel('Definition of the event').blur()
  return form
}

test('an event is chosen for a connection, shown with its fields and its fit, and used', async ({
  app,
  folders,
}) => {
  const { page } = app
  await expectWaiting(page, '100')
  await page.setViewportSize({ width: 900, height: 600 })
  const wrong = join(folders.profile, 'wrong.event.json')
  await writeFile(
    wrong,
    (await readFile(inDocs('sign-ups'), 'utf8')).replace('"type": "uuid"', '"type": "guid"'),
  )
  const form = await chooseFile(page, wrong)
  await expect(form.getByText(/wrong\.event\.json:\d+:\d+ fields\[0\]\.type/)).toBeVisible()
  await form.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(form.getByText(/wrong\.event\.json:\d+:\d+ fields\[0\]\.type/)).toBeVisible()

  // A dismissed dialog leaves the path as it is.
  const choose = form.getByRole('button', { name: 'Choose…' })
  await answerOpen(app, null)
  await choose.click()
  await expect(choose).toBeEnabled()
  await expect(form.getByLabel('Definition of the event')).toHaveValue(wrong)
  await answerOpen(app, inDocs('sign-ups'))
  await choose.click()
  await expect(form.getByLabel('Definition of the event')).toHaveValue(inDocs('sign-ups'))
  const fields = form.getByRole('group', { name: 'Fields of the event' })
  await expect(fields.getByRole('row', { name: /^email/ })).toHaveText(
    /email.*\/account\/email.*E-mail address.*yes.*email.*masked_email/,
  )
  await expect(fields.getByRole('row')).toHaveCount(6)
  await form.getByRole('button', { name: 'Test' }).click()
  const results = page.getByRole('list', { name: 'Result of the test' })
  await expect(results).toContainText('sign_ups is missing and will be created', { timeout: startLimit })
  await expect(results.getByRole('listitem').first()).toBeInViewport()
  await expect(results).toContainText('sign-ups will be noted at the next run')
  await expectNoViolations(page, 'an event that is chosen')

  await form.getByRole('button', { name: 'Save', exact: true }).click()
  const row = page.getByRole('list', { name: 'Connections' }).getByRole('listitem')
  await expect(row.filter({ hasText: 'Built in' })).toContainText('sign-ups.event.json')
  expect(await readFile(join(folders.data, 'settings.json'), 'utf8')).toContain(inDocs('sign-ups'))
  await openView(page, 'Rows')
  await expect(page.getByText('The table sign_ups is empty.')).toBeVisible({ timeout: startLimit })
})

test('a definition that removes a mask is not used before its field is typed', async ({
  app: { page },
  folders,
}) => {
  await expectWaiting(page, '100')
  await runUntilEmpty(page)
  const clear = join(folders.profile, 'clear.event.json')
  const logins = await readFile(inDocs('logins'), 'utf8')
  await writeFile(clear, logins.replace('"type": "ip", "mask": "ip"', '"type": "ip"'))
  await page.setViewportSize({ width: 900, height: 600 })
  const form = await chooseFile(page, clear)
  await form.getByRole('button', { name: 'Test' }).click()
  const results = page.getByRole('list', { name: 'Result of the test' })
  await expect(results).toContainText('ip.mask: is stored in the clear from now on', { timeout: startLimit })
  await form.getByRole('button', { name: 'Save', exact: true }).click()

  await openView(page, 'Monitor')
  const alert = page.getByRole('alert').first()
  await expect(alert).toContainText('no longer fits what user_logins holds', { timeout: startLimit })
  await page.getByRole('button', { name: 'Look at the changes…' }).click()
  const dialog = page.getByRole('dialog', { name: 'The definition of the event has changed' })
  await expect(dialog.getByRole('list', { name: 'Changes' })).toContainText('ip.mask')
  const accept = dialog.getByRole('button', { name: 'Accept the changes' })
  await expect(accept).toBeDisabled()
  await dialog.getByLabel('Type ip to confirm it').fill('IP')
  await expect(accept).toBeDisabled()
  await dialog.getByLabel('Type ip to confirm it').fill('ip')
  await expectNoViolations(page, 'the changes of a definition')
  await accept.click()
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeEnabled({ timeout: startLimit })
  await expect(dialog).toHaveCount(0)
  await expect(alert).toHaveCount(0)
})
