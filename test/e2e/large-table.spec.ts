import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import pg from 'pg'
import { startLocalPostgres } from '../../src/embedded/local-postgres.ts'
import { test as base } from './app.ts'
import { command } from './command-line.ts'
import { launchApp } from './launch.ts'
import { openView, startLimit } from './page-steps.ts'

const rows = 250_000

/** A separate database with more rows than are counted without a request. */
const test = base.extend<{ readonly databaseUrl: string }>({
  databaseUrl: async ({ folders }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-e2e-large-'))
    await chmod(folder, 0o711)
    const server = await startLocalPostgres(join(folder, 'postgres'), 'large', 'tcp')
    // Any run creates the table.
    await command(folders, ['run', '--max', '1', '--database-url', server.url])
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    await client.query(`truncate user_logins restart identity`)
    await client.query(`insert into user_logins (user_id, device_type, app_version, create_date)
      select md5(n::text), 'ios', '1.' || n % 9, '2026-01-01' from generate_series(1, ${rows}) n`)
    await client.query('analyze user_logins')
    await client.end()
    await use(server.url)
    await server.close()
    await rm(folder, { recursive: true, force: true })
  },
  app: async ({ folders, databaseUrl }, use) => {
    const app = await launchApp(folders, { DATABASE_URL: databaseUrl })
    await use(app)
    await app.end()
  },
})

test(
  'a large table is counted by itself, the count can be cancelled, and sorting made fast',
  { tag: '@long' },
  async ({ app: { page }, databaseUrl }) => {
    await openView(page, 'Rows')
    const grid = page.getByRole('grid', { name: 'Loaded rows' })
    const range = page.getByTestId('rows-range')
    await expect(grid.locator('tbody tr:not([aria-busy])').first()).toBeVisible({ timeout: startLimit })
    await expect(range).toHaveText(/^1–\d+ of (?:about )?2\d\d,\d{3}$/)

    await test.step('select all and End mean all rows, though they are not counted yet', async () => {
      await grid.focus()
      await page.keyboard.press('Control+a')
      await expect(page.getByTestId('rows-selected')).toContainText('250,000 rows')
      await expect(range).toHaveText(/ of 250,000$/)
      await page.keyboard.press('Control+c')
      const offer = page.getByText('250,000 rows are too many to copy: at most 10,000 can be')
      await expect(offer).toBeVisible()
      await expect(offer.getByRole('button', { name: 'CSV' })).toBeVisible()
      await page.keyboard.press('Control+End')
      // The newest are first, so the last one was made first.
      await expect(grid.locator(`tr[data-index="${rows - 1}"] td`).first()).toHaveAttribute(
        'title',
        'c4ca4238a0b923820dcc509a6f75849b',
      )
    })

    await test.step('what would sort all rows is counted only when asked, and the count is given up when told to', async () => {
      await grid.getByRole('columnheader', { name: 'user_id' }).getByRole('button').click()
      // The notice and the line below the rows say the same number.
      const number = / of (about 2\d\d,\d{3})$/
      await expect(range).toHaveText(number)
      const [, about = ''] = number.exec(await range.innerText()) ?? []
      await expect(page.getByRole('note')).toContainText(`sorts ${about} rows`)
      const other = new pg.Client({ connectionString: databaseUrl })
      await other.connect()
      // Nobody can count while the table is locked.
      await other.query('begin; lock table user_logins in access exclusive mode')
      await page.getByRole('button', { name: 'Count all' }).click()
      await expect(page.getByText('Counting')).toBeVisible()
      await page.getByRole('button', { name: 'Cancel' }).click()
      await expect(page.getByRole('button', { name: 'Count all' })).toBeVisible()
      await other.end()
    })

    await test.step('an index for sorting is made and removed again', async () => {
      await page.getByRole('button', { name: 'Make an index' }).click()
      await expect(page.getByText('Sorting by user_id is fast now')).toBeVisible({ timeout: 30_000 })
      await expect(page.getByRole('button', { name: 'Make an index' })).toHaveCount(0)
      await expect(grid.locator('tbody td').first()).toHaveAttribute('title', /^0000/)
      await page.getByRole('button', { name: 'Columns' }).click()
      await page.getByRole('button', { name: 'Remove the index for sorting by user_id' }).click()
      await expect(page.getByRole('button', { name: 'Make an index' })).toBeVisible()
    })
  },
)
