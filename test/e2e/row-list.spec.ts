import { expect } from '@playwright/test'
import { test } from './app.ts'
import { seeding } from './started-folders.ts'
import { cell, numbersAndUsers, openRows, scroll } from './rows-steps.ts'

test.use({ before: { commands: [seeding(5_000, 50), ['run', '--once']] } })

test('is one long list, drawn only where it is in sight (C17)', async ({ app: { page } }) => {
  const grid = await openRows(page)
  const total = 5_000 - 50 + 99
  const range = page.getByTestId('rows-range')
  await expect(range).toContainText(`of ${total.toLocaleString('en')}`)
  await expect(grid).toHaveAttribute('aria-rowcount', String(total + 1))
  const list = page.getByTestId('rows-scroll')

  await test.step('to the very last row by a key', async () => {
    await grid.focus()
    await page.keyboard.press('Control+End')
    await expect(cell(grid, total - 1, 6)).toHaveAttribute('data-active')
    await expect(cell(grid, total - 1, 0)).toHaveText(/.+/)
    await expect(range).toContainText(`–${total.toLocaleString('en')} of`)
    expect(await grid.locator('tbody tr').count()).toBeLessThan(60)
  })
  await test.step('to the middle by the scroll bar, where rows follow each other without a gap', async () => {
    await scroll(list, { down: 0.5 })
    await expect(grid.locator('tr[data-index="2530"]:not([aria-busy])')).toBeVisible()
    const numbers = await grid.locator('tbody th').allInnerTexts()
    const first = Number(numbers[0]?.replace(',', ''))
    expect(numbers).toEqual(numbers.map((_, at) => (first + at).toLocaleString('en')))
  })
  await test.step('and no row twice on the way back by pages', async () => {
    const seen = new Map<string, string>()
    await page.keyboard.press('Control+Home')
    for (let press = 0; press < 12; press += 1) {
      await expect(grid.locator('tr[aria-busy]')).toHaveCount(0)
      for (const [number, user] of await numbersAndUsers(grid)) seen.set(number, user)
      await page.keyboard.press('PageDown')
    }
    expect(seen.size).toBeGreaterThan(200)
    expect(new Set(seen.values()).size).toBe(seen.size)
  })
})

test('cells and rows are selected by mouse and keys, and copied in the chosen form', async ({
  app: { page },
}) => {
  const grid = await openRows(page)
  const selected = page.getByTestId('rows-selected')
  const copied = (words: string) => expect(page.getByText(words)).toBeVisible()
  await cell(grid, 2, 1).hover()
  await page.mouse.down()
  await cell(grid, 4, 2).hover()
  await page.mouse.up()
  await expect(selected).toHaveText('3 rows × 2 columns')
  await expect(grid.locator('td[aria-selected="true"]')).toHaveCount(6)
  await page.keyboard.press('Control+c')
  await copied('3 rows × 2 columns copied as TSV')
  await cell(grid, 2, 1).click()
  await page.keyboard.press('Control+c')
  await copied('Value copied')
  await cell(grid, 4, 2).click({ modifiers: ['Shift'] })
  await page.keyboard.press('Shift+ArrowRight')
  await expect(selected).toHaveText('3 rows × 3 columns')

  await grid.locator('tr[data-index="1"] th').click()
  await grid.locator('tr[data-index="9"] th').click({ modifiers: ['Shift'] })
  await expect(selected).toHaveText('9 rows')
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await page.getByRole('menuitem', { name: 'SQL' }).click()
  await copied('9 rows copied as SQL')

  await test.step('a drag beyond the last row in sight goes on as long as it is held', async () => {
    const box = await page.getByTestId('rows-scroll').boundingBox()
    await cell(grid, 3, 1).hover()
    await page.mouse.down()
    await page.mouse.move(400, (box?.y ?? 0) + (box?.height ?? 0) + 20)
    // Far more than fit.
    await expect.poll(async () => Number.parseInt(await selected.innerText())).toBeGreaterThan(60)
    await page.mouse.up()
    // What was in progress when it was released.
    await page.waitForTimeout(200)
    const words = await selected.innerText()
    await page.waitForTimeout(300)
    await expect(selected).toHaveText(words)
  })

  await grid.focus()
  await page.keyboard.press('Control+a')
  await expect(selected).toHaveText('5,049 rows')
  await page.keyboard.press('Control+c')
  await copied('5,049 rows copied as TSV')
  await page.keyboard.press('Escape')
  await expect(selected).toHaveText('')
})
