import { expect } from '@playwright/test'
import { test } from './app.ts'
import { seed } from './command-line.ts'
import { compareVersions } from './versions.ts'
import { expectWaiting, openView, runUntilEmpty } from './page-steps.ts'

test('lists the rejected message with its reasons and shows its body', async ({ app: { page } }) => {
  await expectWaiting(page, '100')
  await runUntilEmpty(page)
  await openView(page, 'Rejected')
  const list = page.getByRole('list', { name: 'Rejected messages' })
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await expect(list).toContainText('user_id is missing')
  await list.getByRole('button').click()
  const message = page.getByRole('region', { name: 'Rejected message' })
  await expect(message.getByRole('list', { name: 'Reasons' })).toContainText('device_id is missing')
  await expect(message.getByLabel('Body')).toContainText('"foo"')
})

test.describe('with rejected messages that hold personal data', () => {
  test.beforeEach(({ folders }) => seed(folders, 6, 6))

  test('covers it in the body until a person asks to see it', async ({ app: { page } }) => {
    await expectWaiting(page, '106')
    await runUntilEmpty(page)
    await openView(page, 'Rejected')
    const list = page.getByRole('list', { name: 'Rejected messages' })
    await expect(list.getByRole('listitem')).toHaveCount(7)
    // Its IP address is as it should be; it is another field that is missing.
    await list
      .getByRole('button')
      .filter({ hasText: /^(?!.*user_id).*device_id is missing/ })
      .click()
    const message = page.getByRole('region', { name: 'Rejected message' })
    const body = message.getByLabel('Body')
    await expect(body).toContainText(/"ip":"•+"/)
    const covered = await body.innerText()
    await message.getByRole('button', { name: 'Show original' }).click()
    await expect(body).toContainText(/"ip":"[\d.]+"/)
    expect((await body.innerText()).length).toBe(covered.length)
    await message.getByRole('button', { name: 'Cover again' }).click()
    await expect(body).toHaveText(covered, { useInnerText: true })
  })
})

test('pages through the loaded rows', async ({ app: { page } }) => {
  await expectWaiting(page, '100')
  await runUntilEmpty(page)
  await openView(page, 'Rows')
  const rows = page.getByRole('table', { name: 'Loaded rows' }).locator('tbody tr')
  await expect(rows.first()).toBeVisible()
  await expect(page.getByTestId('page-range').locator('visible=true')).toContainText(/of 99$/)
  const first = await rows.first().innerText()
  const seen = [await rows.count()]
  const next = page.getByRole('button', { name: 'Next page' }).locator('visible=true')
  while (await next.isEnabled()) {
    const before = await rows.first().innerText()
    await next.click()
    await expect(rows.first()).not.toHaveText(before, { useInnerText: true })
    seen.push(await rows.count())
  }
  expect(seen.length).toBeGreaterThan(1)
  expect(seen.reduce((sum, count) => sum + count, 0)).toBe(99)
  const previous = page.getByRole('button', { name: 'Previous page' }).locator('visible=true')
  while (await previous.isEnabled()) await previous.click()
  await expect(rows.first()).toHaveText(first, { useInnerText: true })
})

test('sorts app_version by number and not by letter', async ({ app: { page } }) => {
  await expectWaiting(page, '100')
  await runUntilEmpty(page)
  await openView(page, 'Rows')
  const table = page.getByRole('table', { name: 'Loaded rows' })
  const header = table.getByRole('columnheader', { name: 'app_version' })
  const versions = table.locator('tbody tr td:nth-child(6)')
  await header.getByRole('button').click()
  await expect(header).toHaveAttribute('aria-sort', 'ascending')
  await expect(table.locator('tbody[data-stale]')).toHaveCount(0)
  const ascending = await versions.allInnerTexts()
  expect(ascending).toEqual(ascending.toSorted(compareVersions))
  // By letter it would be another order: otherwise this test could not fail.
  expect(ascending).not.toEqual(ascending.toSorted())
  await header.getByRole('button').click()
  await expect(header).toHaveAttribute('aria-sort', 'descending')
  await expect(table.locator('tbody[data-stale]')).toHaveCount(0)
  const descending = await versions.allInnerTexts()
  expect(descending).toEqual(descending.toSorted((a, b) => compareVersions(b, a)))
})

test('filters the rows by the database, and says so when none is left', async ({ app: { page } }) => {
  await expectWaiting(page, '100')
  await runUntilEmpty(page)
  await openView(page, 'Rows')
  const table = page.getByRole('table', { name: 'Loaded rows' })
  const range = page.getByTestId('page-range').locator('visible=true')
  await table.getByLabel('Filter device_type', { exact: true }).fill('AND')
  await expect(range).not.toContainText('of 99')
  const types = async () => new Set(await table.locator('tbody tr td:nth-child(2)').allInnerTexts())
  await expect.poll(types).toEqual(new Set(['android']))
  await table.getByLabel('Filter user_id', { exact: true }).fill('nobody has this id')
  await expect(table.locator('tbody tr')).toHaveCount(0)
  await page.getByRole('button', { name: 'Clear filters' }).first().click()
  await expect(range).toContainText('of 99')
})
