import { expect, type Page } from '@playwright/test'
import { test } from './app.ts'
import { expectWaiting, openView, runUntilEmpty } from './page-steps.ts'

const openRows = async (page: Page) => {
  await expectWaiting(page, '100')
  await runUntilEmpty(page)
  await openView(page, 'Rows')
  const table = page.getByRole('table', { name: 'Loaded rows' })
  await expect(table.locator('tbody tr').first()).toBeVisible()
  return table
}

test('a row is opened by a key, and says where it came from (N10)', async ({ app: { page } }) => {
  const table = await openRows(page)
  await table.locator('tbody tr').first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const panel = page.getByRole('region', { name: 'Row', exact: true })
  await expect(panel.getByText('Mask key')).toBeVisible()
  await expect(table.locator('tr[aria-current]')).toHaveCount(1)
  await panel.getByRole('link').click()
  await expect(page.getByRole('region', { name: 'Run', exact: true })).toContainText('99')
  await openView(page, 'Rows')
  await panel.getByRole('button', { name: 'Close' }).click()
  await expect(panel).toHaveCount(0)
})

test('the summary counts what is shown, and a bar of it is a filter', async ({ app: { page } }) => {
  const table = await openRows(page)
  await page.getByRole('button', { name: 'Summary' }).click()
  const summary = page.getByRole('region', { name: 'Summary' })
  const android = summary.getByRole('button', { name: /^android/ })
  const count = (await android.innerText()).replace(/\D/g, '')
  await android.click()
  await expect(page.getByTestId('page-range').locator('visible=true')).toContainText(`of ${count}`)
  await expect(table.getByLabel('Filter device_type', { exact: true })).toHaveValue('android')
  await expect(summary.getByRole('button', { name: /^ios/ })).toHaveCount(0)
})

test('columns are hidden and moved, and it is remembered', async ({ app: { page } }) => {
  const table = await openRows(page)
  const heads = table.locator('thead th')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'locale' }).uncheck()
  await page.getByRole('button', { name: 'Move device_type to the left' }).click()
  const expected = ['device_type', 'user_id', 'masked_ip', 'masked_device_id', 'app_version', 'create_date']
  await expect(heads).toHaveText(expected)
  await page.reload()
  await expect(heads).toHaveText(expected)
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('button', { name: 'As at first' }).click()
  await expect(heads).toHaveCount(7)
})

test('the rows of a page are copied in the form that is picked', async ({ app: { page } }) => {
  await openRows(page)
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await page.getByRole('menuitem', { name: 'CSV' }).click()
  await expect(page.getByText('50 rows copied as CSV')).toBeVisible()
})
