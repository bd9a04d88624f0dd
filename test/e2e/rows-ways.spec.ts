import { expect } from '@playwright/test'
import { drained, drainedTest as test } from './app.ts'
import { openView } from './page-steps.ts'
import { cell, columnTexts, openRows } from './rows-steps.ts'
import { compareVersions } from './versions.ts'

test('a column is filtered by the comparisons of its type, and a half-typed value asks for nothing', async ({
  app: { page },
}) => {
  const grid = await openRows(page)
  const range = page.getByTestId('rows-range')
  const how = (column: string) => grid.getByLabel(`How to filter ${column}`)
  const field = (column: string) => grid.getByLabel(`Filter ${column}`, { exact: true })
  const all = `of ${drained.rows}`
  await expect(range).toContainText(all)

  await test.step('versions from one on', async () => {
    await how('app_version').selectOption('at-least')
    await field('app_version').fill('x')
    await expect(field('app_version')).toHaveAttribute('aria-invalid', 'true')
    await expect(range).toContainText(all)
    await field('app_version').fill('3.0')
    await expect(range).not.toContainText(all)
    await expect(grid.locator('tbody[data-stale], tr[aria-busy]')).toHaveCount(0)
    const versions = await columnTexts(grid, 5)
    expect(versions.filter((version) => compareVersions(version, '3') < 0)).toEqual([])
    await field('app_version').fill('')
    await expect(range).toContainText(all)
  })
  await test.step('one of several', async () => {
    await how('device_type').selectOption('one-of')
    await field('device_type').fill('ios, "android"')
    await expect(
      page.getByRole('button', { name: 'device_type is “ios” or “android”', exact: true }),
    ).toBeVisible()
    await how('device_type').selectOption('is-not')
    await field('device_type').fill('ios')
    await expect.poll(async () => new Set(await columnTexts(grid, 1))).toEqual(new Set(['android']))
  })
  await test.step('days between two', async () => {
    await how('create_date').selectOption('between')
    await grid.getByLabel('Filter create_date from').fill('2000-01-01')
    await grid.getByLabel('Filter create_date to').fill('2000-12-31')
    await expect(page.getByText('No row matches')).toBeVisible()
  })
  await test.step('kept in the address, through a reload and from view to view, and under a name', async () => {
    const kept = 'device_type is not “ios”'
    await page.getByRole('button', { name: 'Remove: create_date is between' }).click()
    await expect(page).toHaveURL(/#\/rows\?.*f\.device_type=is-not%3Aios/)
    await page.getByRole('button', { name: 'View', exact: true }).click()
    await page.getByLabel('Name of the view').fill('No iPhones')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.keyboard.press('Escape')
    await openView(page, 'Monitor')
    await openView(page, 'Rows')
    await expect(page.getByRole('button', { name: kept, exact: true })).toBeVisible()
    await page.reload()
    await expect(page.getByRole('button', { name: kept, exact: true })).toBeVisible()
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await expect(range).toContainText(all)
    await expect(page).toHaveURL(/#\/rows$/)
    await page.getByRole('button', { name: 'View', exact: true }).click()
    await page.getByRole('button', { name: 'No iPhones', exact: true }).click()
    await expect(page.getByRole('button', { name: kept, exact: true })).toBeVisible()
  })
  await test.step('and an address that somebody typed is obeyed', async () => {
    await page.evaluate('location.hash = "#/rows?f.device_type=is:ios&sort=desc:app_version&f.nothing=is:x"')
    await expect(page.getByRole('button', { name: 'device_type is “ios”', exact: true })).toBeVisible()
    await expect(grid.getByRole('columnheader', { name: 'app_version' })).toHaveAttribute(
      'aria-sort',
      'descending',
    )
  })
})

test('heads and cells have menus, columns are dragged and fitted, and Escape closes what was opened last', async ({
  app: { page },
}) => {
  const grid = await openRows(page)
  const range = page.getByTestId('rows-range')
  const heads = grid.locator('thead th[data-column]')
  const head = (name: string) => grid.locator(`thead th[data-column="${name}"]`)
  await expect(range).toContainText(`of ${drained.rows}`)

  await test.step('nothing is scrolled sideways by the width of a bar', async () => {
    const { scrollWidth, clientWidth } = await page
      .getByTestId('rows-scroll')
      .evaluate(({ scrollWidth: all, clientWidth: seen }: { scrollWidth: number; clientWidth: number }) => ({
        scrollWidth: all,
        clientWidth: seen,
      }))
    expect(scrollWidth).toBe(clientWidth)
  })
  await test.step('a double click at an edge shows whole ids', async () => {
    await expect(cell(grid, 0, 0)).toContainText('…')
    await head('user_id').getByTestId('resize').dblclick()
    await expect(cell(grid, 0, 0)).not.toContainText('…')
  })
  await test.step('a drag moves a column', async () => {
    await head('locale').dragTo(head('user_id'))
    await expect(heads.first()).toHaveText('locale')
  })
  await test.step('the menu of a head, by the keyboard too', async () => {
    await head('app_version').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Sort descending' }).click()
    await expect(head('app_version')).toHaveAttribute('aria-sort', 'descending')
    await head('app_version').getByRole('button').first().press('Alt+ArrowDown')
    await page.getByRole('menuitem', { name: 'Hide app_version' }).click()
    await expect(head('app_version')).toHaveCount(0)
  })
  await test.step('the menu of a cell filters by its value', async () => {
    await cell(grid, 0, 2).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Only rows with other values' }).click()
    await expect(page.getByRole('button', { name: /^device_type is not “/ })).toBeVisible()
  })
  await test.step('the number of a row and when it was loaded are columns, too', async () => {
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('checkbox', { name: 'Loaded at' }).check()
    await page.getByRole('checkbox', { name: 'login_id' }).check()
    await page.keyboard.press('Escape')
    await expect(heads.first()).toHaveText('login_id')
    await expect(cell(grid, 0, 0)).toHaveText(/^\d+$/)
    await expect(cell(grid, 0, (await heads.count()) - 1)).toHaveText(
      /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/,
    )
  })
  await test.step('Escape closes the details before it gives up the selection', async () => {
    await cell(grid, 1, 1).click()
    await page.keyboard.press('Enter')
    const panel = page.getByRole('region', { name: 'Row', exact: true })
    await expect(panel.getByText('Mask key')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(panel).toHaveCount(0)
    await expect(cell(grid, 1, 1)).toHaveAttribute('data-active')
    await page.keyboard.press('Escape')
    await expect(cell(grid, 1, 1)).not.toHaveAttribute('data-active')
  })
  await test.step('a key that goes to a column that is not in sight scrolls there', async () => {
    await page.setViewportSize({ width: 900, height: 600 })
    await grid.focus()
    await page.keyboard.press('Control+End')
    await expect(grid.locator('td[data-active]')).toBeInViewport({ ratio: 1 })
    await page.keyboard.press('Home')
    await expect(grid.locator('td[data-active]')).toBeInViewport({ ratio: 1 })
    await page.keyboard.press('Escape')
  })
  await test.step('Ctrl+F leads to the filter of the column, and Escape back', async () => {
    await page.keyboard.press('Control+f')
    await expect(grid.getByLabel('Filter locale', { exact: true })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(grid).toBeFocused()
  })
})
