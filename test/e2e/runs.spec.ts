import { expect, type Page } from '@playwright/test'
import { test } from './app.ts'
import { expectWaiting, openView, runUntilEmpty } from './page-steps.ts'

const table = (page: Page) => page.getByRole('table', { name: 'Runs' })
const panel = (page: Page) => page.getByRole('region', { name: 'Run', exact: true })

test('says that there are no runs yet, and what to do', async ({ app: { page } }) => {
  await expectWaiting(page, '100')
  await openView(page, 'Runs')
  await expect(page.getByText('No runs yet')).toBeVisible()
  await page.getByRole('link', { name: 'Open Monitor' }).click()
  await expect(page.getByRole('heading', { name: 'Monitor' })).toBeVisible()
})

test('lists every run with its outcome and counts, and opens one with its sum and what was different', async ({
  app: { page },
}) => {
  await expectWaiting(page, '100')
  await runUntilEmpty(page)
  await openView(page, 'Runs')
  const rows = table(page).locator('tbody tr')
  await expect(rows).toHaveCount(1)
  await expect(rows.first()).toContainText('Drained')
  await rows.first().click()
  await expect(panel(page).getByTestId('run-invariant')).toHaveText(
    '100 received = 99 + 0 + 1 + 0; the ledger agrees',
  )
  await expect(panel(page)).toContainText('This is the first run')
  await panel(page).getByText('Configuration', { exact: true }).click()
  await expect(panel(page)).toContainText('Mask key')

  await panel(page).getByRole('link', { name: 'Rejected: 1' }).click()
  await expect(page.getByRole('list', { name: 'Rejected messages' }).getByRole('listitem')).toHaveCount(1)
  await page.getByRole('list', { name: 'Rejected messages' }).getByRole('button').click()
  await page.getByRole('region', { name: 'Rejected message' }).getByRole('link').click()
  await expect(panel(page)).toContainText('99')

  await openView(page, 'Monitor')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await openView(page, 'Runs')
  await expect(rows).toHaveCount(2)
  await expect(rows.first()).toContainText('Drained', { timeout: 45_000 })
  await rows.first().click()
  await expect(panel(page)).toContainText(
    'Nothing: queue, database, key, settings and version were those of the',
  )
  await page.getByRole('button', { name: 'Close', exact: true }).locator('visible=true').click()
  await expect(panel(page)).toHaveCount(0)

  await page.getByLabel('Outcome').selectOption('Failed')
  await expect(page.getByText('No run ended like this')).toBeVisible()
  await page.getByRole('button', { name: 'Show all runs' }).click()
  await expect(rows).toHaveCount(2)
})
