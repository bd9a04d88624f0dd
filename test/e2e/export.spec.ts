import { expect, type Page } from '@playwright/test'
import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exportName } from '../../src/contract/exports.ts'
import { logins } from '../../src/contract/logins.ts'
import { drained, drainedTest as test } from './app.ts'
import type { Folders } from './folders.ts'
import { withDatabase } from './own-database.ts'
import { openView } from './page-steps.ts'
import { answerSave, saveQuestions } from './save-steps.ts'

const exportAs = async (page: Page, format: 'CSV' | 'JSON lines' | 'Parquet') => {
  await page.getByRole('button', { name: 'Export', exact: true }).locator('visible=true').click()
  await page.getByRole('menuitem', { name: format, exact: true }).click()
}

/** An empty folder. */
const makeFolder = (folders: Folders): Promise<string> => mkdtemp(join(folders.profile, 'exports-'))

test('the rows that a filter matches are saved where the person chooses, and no others', async ({
  app,
  folders,
}) => {
  const { page } = app
  const folder = await makeFolder(folders)
  await answerSave(app, join(folder, 'mine.csv'))
  await openView(page, 'Rows')
  await page.getByLabel('Filter device_type', { exact: true }).fill('android')
  const shown = page.getByRole('grid', { name: 'Loaded rows' }).locator('tbody td[data-column="1"]')
  await expect.poll(async () => new Set(await shown.allInnerTexts())).toEqual(new Set(['android']))
  const count = await withDatabase(folders, async (client) => {
    const { rowCount } = await client.query(`select from user_logins where device_type = 'android'`)
    return rowCount ?? 0
  })
  await exportAs(page, 'CSV')
  await expect(page.getByText(`${count} rows exported to mine.csv`)).toBeVisible()

  const [header = '', ...lines] = (await readFile(join(folder, 'mine.csv'), 'utf8'))
    .split('\r\n')
    .slice(0, -1)
  expect(header).toMatch(/^login_id,user_id,device_type,/)
  // Some, and not all of them.
  expect(count).toBeGreaterThan(0)
  expect(count).toBeLessThan(drained.rows)
  expect(lines).toHaveLength(count)
  expect(new Set(lines.map((line) => line.split(',')[2]))).toEqual(new Set(['android']))
  expect(await readdir(folder)).toEqual(['mine.csv'])
  expect(await saveQuestions(app)).toEqual([
    {
      defaultPath: exportName('rows', 'csv', { day: new Date(), table: logins.table.name }),
      filters: [{ name: 'CSV', extensions: ['csv'] }],
    },
  ])
})

test('rejected messages are saved with their reasons, and the page never learns the folder', async ({
  app,
  folders,
}) => {
  const { page } = app
  const path = join(folders.profile, 'rejected.jsonl')
  await answerSave(app, path)
  await openView(page, 'Rejected')
  await exportAs(page, 'JSON lines')
  await expect(
    page.getByText(`${drained.rejected} rejected messages exported to rejected.jsonl`),
  ).toBeVisible()
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
  const messages = lines.map((line) => JSON.parse(line) as { reasons: readonly { pointer: string }[] })
  expect(messages).toHaveLength(drained.rejected)
  expect(messages.flatMap(({ reasons }) => reasons.map(({ pointer }) => pointer))).toContain('/user_id')
  expect(messages.flatMap((message) => Object.keys(message))).not.toContain('body')
  expect(await page.content()).not.toContain(folders.profile)
})

test('a dismissed dialog exports nothing, and nothing is said', async ({ app }) => {
  const { page } = app
  await answerSave(app, null)
  await openView(page, 'Rows')
  await exportAs(page, 'Parquet')
  await expect.poll(() => saveQuestions(app)).toHaveLength(1)
  const button = page.getByRole('button', { name: 'Export', exact: true }).locator('visible=true')
  await expect(button).toBeEnabled()
  await expect(page.getByText(/exported to|could not|cancelled/)).toHaveCount(0)
})

test('a long export is shown in every view, and can be cancelled there', async ({ app, folders }) => {
  const { page } = app
  const folder = await makeFolder(folders)
  await answerSave(app, join(folder, 'mine.csv'))
  await openView(page, 'Rows')
  await expect(page.getByRole('grid', { name: 'Loaded rows' }).locator('tbody tr').first()).toBeVisible()
  await withDatabase(folders, async (client) => {
    await client.query('begin; lock table user_logins in access exclusive mode')
    await exportAs(page, 'CSV')
    const line = page.getByRole('status', { name: 'Export' })
    await expect(line).toContainText('Exporting rows')
    await expect(
      page.getByRole('button', { name: 'Export', exact: true }).locator('visible=true'),
    ).toBeDisabled()
    await openView(page, 'Monitor')
    await line.getByRole('button', { name: 'Cancel' }).click()
    await expect(page.getByText('Export cancelled')).toBeVisible()
    await expect(line).toBeEmpty()
  })
  expect(await readdir(folder)).toEqual([])
})

test('what cannot be written is reported in a sentence, by name', async ({ app, folders }) => {
  const { page } = app
  await answerSave(app, join(folders.profile, 'no such folder', 'mine.csv'))
  await openView(page, 'Rows')
  await exportAs(page, 'CSV')
  await expect(page.getByText('The file mine.csv could not be written (ENOENT).')).toBeVisible()
})
