import { expect, test as base, type Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bareMessage, createSeal } from '../../src/pipeline/seal.ts'
import { obeyed, storableCharacters } from '../support/hostile-characters.ts'
import { hostileBodies, scriptText } from '../support/hostile-texts.ts'
import { makeStartedFolders, seeding } from './started-folders.ts'
import { type Folders } from './folders.ts'
import { launchApp } from './launch.ts'
import { withDatabase } from './own-database.ts'
import { expectWaiting, openView, runUntilEmpty, uncover } from './page-steps.ts'
import type { RunningApp } from './running-app.ts'
import { openRows } from './rows-steps.ts'
import { fewOf } from '../support/everything.ts'

/** One app, in which rows and rejected messages contain what hostile senders might write. */
const test = base.extend<object, { readonly app: RunningApp }>({
  app: [
    async ({}, use) => {
      const folders = await makeStartedFolders([seeding(hostileBodies.length, hostileBodies.length)])
      const app = await launchApp(folders)
      await expectWaiting(app.page, `${100 + hostileBodies.length}`)
      await runUntilEmpty(app.page)
      await writeHostileTexts(folders)
      await app.page.reload()
      await use(app)
      await app.end()
      await folders.remove()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
})

/** Puts a body of a mebibyte into each rejected message, properly sealed, and a row of each character into the table. */
const writeHostileTexts = async (folders: Folders): Promise<void> => {
  const key = await readFile(join(folders.data, 'keys/seal.key'), 'utf8')
  const seal = createSeal(Buffer.from(key.trim(), 'base64'))
  await withDatabase(folders, async (database) => {
    const { rows } = await database.query<{ id: string; origin_id: string }>(
      'select rejected_id::text as id, origin_id from sluice.rejected order by rejected_id',
    )
    for (const [index, [name, make]] of hostileBodies.entries()) {
      const { id, origin_id } = rows[index] ?? { id: '', origin_id: '' }
      await database.query(
        'update sluice.rejected set message_id = $2, sealed_body = $3, body_bytes = $4 where rejected_id = $1',
        [id, name, seal.seal(origin_id, bareMessage(make(2 ** 20))), 2 ** 20],
      )
    }
    const all = storableCharacters.map(([, text]) => text).join('x')
    await database.query('update sluice.rejected set message_id = $1, note = $1 where rejected_id = $2', [
      `last${all}`,
      rows.at(-1)?.id,
    ])
    await database.query(
      `insert into user_logins (user_id, device_type, masked_ip, masked_device_id, locale, app_version, create_date)
       select 'a' || text || 'b', text, text, text, text, text, '2030-01-01' from unnest($1::text[]) text`,
      [storableCharacters.map(([, text]) => text)],
    )
    await database.query(
      `insert into user_logins (user_id, device_type, masked_ip, masked_device_id, locale, app_version, create_date)
       values ($1, $1, $1, $1, $1, $1, '2030-01-02')`,
      [scriptText],
    )
    await database.query(`update sluice.rejected set note = $1 where message_id = 'markup'`, [scriptText])
    await database.query('update sluice.runs set queue = $1', [`queue${all}`])
  })
}

/** Every text and every name on the page that contains invisible characters, except line feeds. */
const hiddenTexts = (page: Page): Promise<string[]> =>
  page.evaluate(
    ([source]) => {
      const hidden = new RegExp(source ?? '')
      const found: string[] = []
      const walk = (node: PageNode): void => {
        if (node.nodeType === 3 && hidden.test(node.nodeValue ?? ''))
          found.push(`text ${JSON.stringify(node.nodeValue)}`)
        for (const { name, value } of node.attributes ?? []) {
          if (/^(?:title|aria-|alt|placeholder)/.test(name) && hidden.test(value))
            found.push(`${name} ${JSON.stringify(value)}`)
        }
        node.childNodes.forEach(walk)
      }
      walk((globalThis as unknown as { document: { body: PageNode } }).document.body)
      return found
    },
    [obeyed.source],
  )

/** What the walk needs of the page, whose types these tests do not have. */
interface PageNode {
  readonly nodeType: number
  readonly nodeValue: string | null
  readonly attributes?: Iterable<{ readonly name: string; readonly value: string }>
  readonly childNodes: { readonly forEach: (visit: (node: PageNode) => void) => void }
}

/** What browsers find hard to lay out. */
const hardToDraw = [
  ...['digits in user_id', 'spaces', 'line feeds', 'tabs', 'zero-width characters', 'direction marks'],
  ...['combining marks', 'right-to-left letters', 'joined emoji', 'halves of surrogate pairs', 'pretty JSON'],
  'markup',
]

for (const name of hardToDraw) {
  const tag = fewOf(hardToDraw, 3).includes(name) ? [] : ['@long']
  test(
    `B37 a body of a mebibyte of ${name} is looked at, turned and uncovered while the page answers`,
    { tag },
    async ({ app: { page } }) => {
      await openView(page, 'Rejected')
      await page
        .getByRole('list', { name: 'Rejected messages' })
        .getByRole('checkbox', { name: `Select ${name}`, exact: true })
        .locator('xpath=ancestor::li')
        .getByRole('button')
        .click()
      const message = page.getByRole('region', { name: 'Rejected message' })
      const body = message.getByLabel('Body', { exact: true })
      const range = message.getByTestId('page-range')
      await expect(range).toContainText(/^1–[\d,]+ of [\d,]+ characters$/)
      const elements = await body.locator('*').count()
      expect(elements).toBeLessThan(2_100)
      await message.getByRole('button', { name: 'Next page' }).click()
      await expect(range).not.toContainText(/^1–/)
      if ((await message.getByRole('button', { name: 'Show original' }).count()) > 0) {
        await uncover(message)
        await expect(message.getByRole('button', { name: 'Cover again' })).toBeVisible()
        await expect(range).not.toContainText(/^1–/)
      }
      await message.getByRole('button', { name: 'Copy body' }).click()
      await message.getByRole('button', { name: 'Close', exact: true }).click()
      await expect(message).toHaveCount(0)
    },
  )
}

test('B38 the page shows what others wrote, and nothing of it is hidden or moves what is beside it', async ({
  app: { page },
}) => {
  const grid = await openRows(page)
  await grid
    .getByRole('gridcell', { name: /\\ufff9/ })
    .first()
    .waitFor()
  expect(await hiddenTexts(page)).toEqual([])
  await grid
    .getByRole('gridcell', { name: /\\ufff9/ })
    .first()
    .dblclick()
  await page.getByRole('button', { name: 'Summary' }).click()
  await expect(page.getByRole('region', { name: 'Summary' }).getByText('\\u000a').first()).toBeVisible()
  expect(await hiddenTexts(page)).toEqual([])

  await openView(page, 'Runs')
  const runs = page.getByRole('table', { name: 'Runs' })
  await expect(runs.getByText(/queue.*\\u202e/).first()).toBeVisible()
  await runs.getByRole('button').first().click()
  await expect(page.getByRole('region', { name: 'Run', exact: true })).toContainText('\\u202e')
  expect(await hiddenTexts(page)).toEqual([])

  await openView(page, 'Rejected')
  await page
    .getByRole('button')
    .filter({ hasText: /last.*\\u202e/ })
    .click()
  await expect(page.getByRole('region', { name: 'Rejected message' })).toContainText('\\u202e')
  expect(await hiddenTexts(page)).toEqual([])

  for (const view of ['Monitor', 'Settings'] as const) {
    await openView(page, view)
    expect(await hiddenTexts(page)).toEqual([])
  }
})

test('B38 a script in every field of a row and in a rejected body is text, and creates no element', async ({
  app: { page },
}) => {
  const elements = page.locator('[onerror], img[src="x"]')
  const grid = await openRows(page)
  const cells = grid.getByRole('gridcell', { name: scriptText, exact: true })
  // Masks are shortened on the page.
  expect(await cells.count()).toBeGreaterThanOrEqual(3)
  await expect(elements).toHaveCount(0)
  await cells.first().dblclick()
  await page.getByRole('button', { name: 'Summary' }).click()
  await expect(page.getByRole('region', { name: 'Summary' })).toBeVisible()
  await expect(elements).toHaveCount(0)

  await openView(page, 'Rejected')
  await page
    .getByRole('list', { name: 'Rejected messages' })
    .getByRole('checkbox', { name: 'Select markup', exact: true })
    .locator('xpath=ancestor::li')
    .getByRole('button')
    .click()
  const message = page.getByRole('region', { name: 'Rejected message' })
  await uncover(message)
  await expect(message.getByLabel('Body', { exact: true })).toContainText(scriptText)
  await expect(elements).toHaveCount(0)
})
