import { expect, type Page } from '@playwright/test'
import { mkdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { drainedTest, test } from './app.ts'
import { expectNoViolations } from './axe-steps.ts'
import { expectWaiting, openView, runUntilEmpty } from './page-steps.ts'

const openSection = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Sections of the settings' }).getByRole('button', { name }).click()

test('a connection is created, tested, corrected, used and left again', async ({
  app: { page },
  folders,
}) => {
  await expectWaiting(page, '100')
  await page.keyboard.press('Control+,')
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  const list = page.getByRole('list', { name: 'Connections' })
  await expect(list.getByRole('listitem').filter({ hasText: 'Built in' })).toContainText('In use')

  await page.getByRole('button', { name: 'New connection' }).click()
  const form = page.getByRole('form', { name: 'Connection' })
  await form.getByLabel('Queue', { exact: true }).fill('not a name')
  await form.getByLabel('Endpoint').fill('localhost')
  await form.getByLabel('URL').fill('mysql://localhost/db')
  await form.getByRole('button', { name: 'Save', exact: true }).click()
  for (const mistake of [
    'Give it a name.',
    'A name has letters',
    'The address begins with',
    'The database URL is not valid',
  ])
    await expect(form.getByText(mistake)).toBeVisible()

  await form.getByLabel('Name').fill('Nowhere')
  await form.getByLabel('Queue', { exact: true }).fill('login-queue')
  await form.getByLabel('Endpoint').fill('http://127.0.0.1:1')
  await form.getByLabel('URL').fill('postgres://me@127.0.0.1:1/db')
  await form.getByRole('textbox', { name: 'Password' }).fill('canary-password')
  await form.getByRole('button', { name: 'Test' }).click()
  const results = page.getByRole('list', { name: 'Result of the test' })
  await expect(results).toContainText('Nothing listens at http://127.0.0.1:1', {
    timeout: 30_000,
  })
  await expect(results).toContainText('Nothing listens at 127.0.0.1:1')
  await expectNoViolations(page, 'a connection that failed its test')

  await form.getByRole('button', { name: 'Save', exact: true }).click()
  const row = list.getByRole('listitem').filter({ hasText: 'Nowhere' })
  await expect(row).toContainText('login-queue at http://127.0.0.1:1')
  const file = join(folders.data, 'settings.json')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readFile(file, 'utf8')).toContain('canary-password')

  await page.getByRole('button', { name: 'Use Nowhere' }).click()
  await expect(row).toContainText('In use', { timeout: 60_000 })
  await openView(page, 'Monitor')
  await expect(page.getByRole('alert').first()).toContainText('Nothing listens', { timeout: 30_000 })
  expect(await page.content()).not.toContain('canary-password')
  await openView(page, 'Settings')
  await page.getByRole('button', { name: 'Use Built in' }).click()
  await openView(page, 'Monitor')
  await expectWaiting(page, '100')
  await openView(page, 'Settings')

  await page.getByRole('button', { name: 'Edit Nowhere' }).click()
  await expect(form.getByText('Set. It is never shown')).toBeVisible()
  await expect(form.getByRole('textbox', { name: 'Password' })).toHaveValue('')
  await form.getByRole('button', { name: 'Delete…' }).click()
  await form.getByRole('button', { name: 'Delete connection' }).click()
  await expect(row).toHaveCount(0)
})

test('a mistake replaces the hint, visible and with the cursor in its field', async ({ app: { page } }) => {
  await expectWaiting(page, '100')
  await page.setViewportSize({ width: 900, height: 600 })
  await openView(page, 'Settings')
  await page.getByRole('button', { name: 'New connection' }).click()
  const form = page.getByRole('form', { name: 'Connection' })
  await form.getByLabel('Name').fill('Far')
  await form.getByLabel('URL').fill('postgres://me@far.example/db?sslmode=verify-full')
  await form.getByRole('textbox', { name: 'Password' }).fill('canary-password')
  await form.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('button', { name: 'Edit Far' }).click()
  await form.getByLabel('URL').fill('postgres://me@far.example/db?sslmode=disable')
  await form.getByRole('button', { name: 'Save', exact: true }).click()
  const password = form.getByRole('textbox', { name: 'Password' })
  await expect(password).toBeFocused()
  await expect(form.getByText('type the password again')).toBeInViewport()
  await expect(form.getByText('Set. It is never shown')).toHaveCount(0)
  const bar = await form.getByRole('button', { name: 'Save', exact: true }).boundingBox()
  const mistake = await form.getByText('type the password again').boundingBox()
  expect((mistake?.y ?? 0) + (mistake?.height ?? 0)).toBeLessThan(bar?.y ?? 0)
})

drainedTest(
  'what was typed for a connection is not lost on the way back without a question',
  async ({ app: { page } }) => {
    await openView(page, 'Settings')
    const form = page.getByRole('form', { name: 'Connection' })
    const back = form.getByRole('button', { name: 'Back to the connections' })
    const question = form.getByRole('alertdialog', { name: 'Unsaved changes' })
    await page.getByRole('button', { name: 'New connection' }).click()
    await back.click()
    await expect(form).toHaveCount(0)

    await page.getByRole('button', { name: 'New connection' }).click()
    await form.getByLabel('Name').fill('Half')
    await openView(page, 'Monitor')
    await openView(page, 'Settings')
    await expect(form.getByLabel('Name')).toHaveValue('Half')
    await back.click()
    await expect(question).toContainText('not saved yet')
    await expectNoViolations(page, 'a draft that is to be left')
    await page.keyboard.press('Escape')
    await expect(question).toHaveCount(0)
    await expect(form.getByLabel('Name')).toHaveValue('Half')
    await back.click()
    await question.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('button', { name: 'Edit Half' }).click()
    await form.getByLabel('Name').fill('Other')
    await back.click()
    await question.getByRole('button', { name: 'Discard' }).click()
    await page.getByRole('button', { name: 'Edit Half' }).click()
    await form.getByRole('button', { name: 'Delete…' }).click()
    await form.getByRole('button', { name: 'Delete connection' }).click()
    await expect(page.getByRole('button', { name: 'Edit Half' })).toHaveCount(0)
  },
)

test('a save that the file does not allow says why in place, and loses nothing', async ({
  app: { page },
  folders,
}) => {
  await expectWaiting(page, '100')
  await mkdir(join(folders.data, 'settings.json'))
  await openView(page, 'Settings')
  await openSection(page, 'Pipeline')
  const section = page.getByRole('region', { name: 'Pipeline' })
  await section.getByLabel('Transactions at once').fill('2')
  await section.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(section.getByRole('alert')).toContainText('cannot be read')
  await expect(section.getByLabel('Transactions at once')).toHaveValue('2')
  expect((await stat(join(folders.data, 'settings.json'))).isDirectory()).toBe(true)
})

test('a change of the limits is checked, saved and discarded in place', async ({
  app: { page },
  folders,
}) => {
  await expectWaiting(page, '100')
  await openView(page, 'Settings')
  await openSection(page, 'Pipeline')
  const section = page.getByRole('region', { name: 'Pipeline' })
  await expect(section.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0)
  await section.getByLabel('Transactions at once').fill('99')
  await expect(section.getByText('Give a whole number from 1 to 16.')).toBeVisible()
  await section.getByRole('button', { name: 'Discard' }).click()
  await expect(section.getByLabel('Transactions at once')).toHaveValue('4')
  await section.getByLabel('Transactions at once').fill('2')
  await openSection(page, 'Keys')
  await expect(page.getByRole('region', { name: 'Mask key' })).toContainText(join('keys', 'mask.key'))
  await openSection(page, 'Pipeline')
  await section.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(section.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0)
  const stored = JSON.parse(await readFile(join(folders.data, 'settings.json'), 'utf8'))
  expect(stored).toMatchObject({ preferences: { pipeline: { writers: 2, receivers: 40 } } })

  await page.reload()
  await openSection(page, 'Pipeline')
  await expect(section.getByLabel('Transactions at once')).toHaveValue('2')
  await section.getByRole('button', { name: 'Reset' }).click()
  await expect(section.getByLabel('Transactions at once')).toHaveValue('4')

  await openSection(page, 'Updates')
  const updates = page.getByRole('region', { name: 'Updates' })
  const tell = updates.getByRole('switch', { name: 'Say when a newer version is out' })
  await expect(tell).toBeChecked()
  // The visible part of a switch covers the switch itself.
  await tell.press('Space')
  await updates.getByRole('button', { name: 'Discard' }).click()
  await expect(tell).toBeChecked()
  await tell.press('Space')
  await updates.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(updates.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0)
  expect(JSON.parse(await readFile(join(folders.data, 'settings.json'), 'utf8'))).toMatchObject({
    preferences: { updates: { tell: false } },
  })
  await page.reload()
  await openSection(page, 'Updates')
  await expect(tell).not.toBeChecked()
  await openView(page, 'Monitor')
  await runUntilEmpty(page)
})

drainedTest('the sections have no fault that axe can find, in either theme', async ({ app: { page } }) => {
  await openView(page, 'Settings')
  for (const name of ['Connections', 'Pipeline', 'Keys', 'Appearance', 'Notifications', 'Updates']) {
    await openSection(page, name)
    await expectNoViolations(page, name)
  }
})
