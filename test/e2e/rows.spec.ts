import { expect } from '@playwright/test'
import { drained, drainedTest as test } from './app.ts'
import { openView } from './page-steps.ts'
import { cell, columnTexts, openRows, scroll } from './rows-steps.ts'
import { compareVersions } from './versions.ts'

test('leads from a row to where it came from by the keyboard alone (N10)', async ({ app: { page } }) => {
  const grid = await openRows(page)
  const panel = page.getByRole('region', { name: 'Row', exact: true })
  await grid.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(cell(grid, 1, 0)).toHaveAttribute('data-active')
  await page.keyboard.press('Enter')
  await expect(panel.getByText('Mask key')).toBeVisible()
  await expect(grid.locator('tr[aria-current]')).toHaveCount(1)
  const former = await panel.getByRole('heading').first().innerText()

  await test.step('and follows to another row', async () => {
    await page.keyboard.press('ArrowDown')
    await expect(panel.getByRole('heading').first()).not.toHaveText(former)
  })
  await test.step('and to its run', async () => {
    await panel.getByRole('link').click()
    await expect(page.getByRole('region', { name: 'Run', exact: true })).toContainText(String(drained.rows))
    await openView(page, 'Rows')
  })
  await panel.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(panel).toHaveCount(0)
})

test('sorts and filters in the database, and each filter can be switched off separately', async ({
  app: { page },
}) => {
  const grid = await openRows(page)
  const range = page.getByTestId('rows-range')
  await expect(range).toContainText(`of ${drained.rows}`)

  await test.step('versions by number and not by letter', async () => {
    const header = grid.getByRole('columnheader', { name: 'app_version' })
    for (const [direction, sign] of [
      ['ascending', 1],
      ['descending', -1],
    ] as const) {
      await header.getByRole('button').click()
      await expect(header).toHaveAttribute('aria-sort', direction)
      await expect(grid.locator('tbody[data-stale], tr[aria-busy]')).toHaveCount(0)
      const versions = await columnTexts(grid, 5)
      expect(versions).toEqual(versions.toSorted((a, b) => sign * compareVersions(a, b)))
      // By letter it would be another order: otherwise this test could not fail.
      if (sign === 1) expect(versions).not.toEqual(versions.toSorted())
    }
  })

  await test.step('filters that combine', async () => {
    await grid.getByLabel('Filter device_type', { exact: true }).fill('AND')
    await expect(range).not.toContainText(`of ${drained.rows}`)
    await expect.poll(async () => new Set(await columnTexts(grid, 1))).toEqual(new Set(['android']))
    await grid.getByLabel('Filter user_id', { exact: true }).fill('nobody has this id')
    await expect(page.getByText('No row matches')).toBeVisible()
  })

  await test.step('one of them off, on again, and away', async () => {
    const chip = page.getByRole('button', {
      name: 'user_id contains “nobody has this id” (any case)',
      exact: true,
    })
    await chip.click()
    await expect(chip).toHaveAttribute('aria-pressed', 'false')
    await expect(grid.locator('tbody tr').first()).toBeVisible()
    await chip.click()
    await expect(page.getByText('No row matches')).toBeVisible()
    await page
      .getByRole('button', { name: 'Remove: user_id contains “nobody has this id” (any case)' })
      .click()
    await expect(grid.locator('tbody tr').first()).toBeVisible()
    await expect(grid.getByLabel('Filter user_id', { exact: true })).toHaveValue('')
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await expect(range).toContainText(`of ${drained.rows}`)
  })

  await test.step('a bar of the summary is a filter', async () => {
    await page.getByRole('button', { name: 'Summary' }).click()
    const summary = page.getByRole('region', { name: 'Summary' })
    const android = summary.getByRole('button', { name: /^android/ })
    const count = (await android.innerText()).replace(/\D/g, '')
    await android.click()
    await expect(range).toContainText(`of ${count}`)
    await expect(grid.getByLabel('Filter device_type', { exact: true })).toHaveValue('android')
    // The other values of the column can still be chosen.
    await expect(summary.getByRole('button', { name: /^ios/ })).toBeVisible()
    await expect(android).toHaveAttribute('aria-pressed', 'true')
    await android.click()
    await expect(range).toContainText(`of ${drained.rows}`)
  })
})

test('columns are hidden, moved, pinned and widened, and it is remembered', async ({ app: { page } }) => {
  const grid = await openRows(page)
  const heads = grid.locator('thead th[data-column]')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'locale' }).uncheck()
  await page.getByRole('button', { name: 'Move device_type to the left' }).click()
  await page.getByRole('button', { name: 'Pin create_date' }).click()
  await page.keyboard.press('Escape')
  const expected = ['create_date', 'device_type', 'user_id', 'masked_ip', 'masked_device_id', 'app_version']
  await expect(heads).toHaveText(expected)
  const edge = heads.filter({ hasText: 'masked_ip' }).getByTestId('resize')
  // Waits until the menu is gone and the columns are in place.
  await edge.hover()
  const box = (await edge.boundingBox()) ?? { x: NaN, y: NaN, width: NaN, height: NaN }
  const width = (await heads.nth(3).boundingBox())?.width ?? 0
  await page.mouse.down()
  await page.mouse.move(box.x + 82, box.y + box.height / 2, { steps: 4 })
  await page.mouse.up()

  const look = async () => {
    await expect(heads).toHaveText(expected)
    // The names come before the saved widths.
    const off = async () => Math.abs(((await heads.nth(3).boundingBox())?.width ?? 0) - width - 80)
    await expect.poll(off).toBeLessThan(10)
    await scroll(page.getByTestId('rows-scroll'), { across: 1 })
    await expect(heads.first()).toBeInViewport({ ratio: 1 })
  }
  await look()
  await page.reload()
  await expect(grid.locator('tbody tr').first()).toBeVisible()
  await look()
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('button', { name: 'Reset columns' }).click()
  await expect(heads).toHaveCount(7)
  await expect(heads.first()).toHaveText('user_id')
})
