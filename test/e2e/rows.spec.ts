import { expect, type Locator, type Page } from '@playwright/test'
import { drainedTest, test } from './app.ts'
import { command, seed } from './command-line.ts'
import { openView, startLimit } from './page-steps.ts'
import { compareVersions } from './versions.ts'

const openRows = async (page: Page): Promise<Locator> => {
  await openView(page, 'Rows')
  const grid = page.getByRole('grid', { name: 'Loaded rows' })
  await expect(grid.locator('tbody tr:not([aria-busy])').first()).toBeVisible({ timeout: startLimit })
  return grid
}

const cell = (grid: Locator, row: number, column: number): Locator =>
  grid.locator(`tr[data-index="${row}"] td[data-column="${column}"]`)

/** Of each row that is drawn: its number, and its user in full. */
const numbersAndUsers = (grid: Locator): Promise<(readonly [string, string])[]> =>
  grid
    .locator('tbody tr')
    .evaluateAll((lines: Line[]) =>
      lines.map(({ cells }) => [cells[0]?.textContent ?? '', cells[1]?.title ?? ''] as const),
    )

interface Line {
  readonly cells: readonly { readonly textContent: string; readonly title: string }[]
}

const columnTexts = (grid: Locator, column: number): Promise<string[]> =>
  grid.locator(`tbody td[data-column="${column}"]`).allInnerTexts()

/** Scrolls to a share of the height or the width that there is. */
const scroll = (list: Locator, to: { readonly down?: number; readonly across?: number }): Promise<void> =>
  list.evaluate((element: Scrollable, { down, across }) => {
    if (down !== undefined) element.scrollTop = element.scrollHeight * down
    if (across !== undefined) element.scrollLeft = element.scrollWidth * across
  }, to)

/** What these tests need of an element of the page, whose types they do not have. */
interface Scrollable {
  scrollTop: number
  scrollLeft: number
  readonly scrollHeight: number
  readonly scrollWidth: number
}

drainedTest(
  'goes from a row to where it came from by the keyboard alone (N10)',
  async ({ app: { page } }) => {
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
      await expect(page.getByRole('region', { name: 'Run', exact: true })).toContainText('99')
      await openView(page, 'Rows')
    })
    await panel.getByRole('button', { name: 'Close' }).click()
    await expect(panel).toHaveCount(0)
  },
)

drainedTest(
  'sorts and filters by the database, and each filter can be switched off alone',
  async ({ app: { page } }) => {
    const grid = await openRows(page)
    const range = page.getByTestId('rows-range')
    await expect(range).toContainText('of 99')

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
      await expect(range).not.toContainText('of 99')
      await expect.poll(async () => new Set(await columnTexts(grid, 1))).toEqual(new Set(['android']))
      await grid.getByLabel('Filter user_id', { exact: true }).fill('nobody has this id')
      await expect(page.getByText('No row matches')).toBeVisible()
    })

    await test.step('one of them off, on again, and away', async () => {
      const chip = page.getByRole('button', { name: 'user_id contains “nobody has this id”', exact: true })
      await chip.click()
      await expect(chip).toHaveAttribute('aria-pressed', 'false')
      await expect(grid.locator('tbody tr').first()).toBeVisible()
      await chip.click()
      await expect(page.getByText('No row matches')).toBeVisible()
      await page.getByRole('button', { name: 'Remove: user_id contains “nobody has this id”' }).click()
      await expect(grid.locator('tbody tr').first()).toBeVisible()
      await expect(grid.getByLabel('Filter user_id', { exact: true })).toHaveValue('')
      await page.getByRole('button', { name: 'Clear filters' }).click()
      await expect(range).toContainText('of 99')
    })

    await test.step('a bar of the summary is a filter', async () => {
      await page.getByRole('button', { name: 'Summary' }).click()
      const summary = page.getByRole('region', { name: 'Summary' })
      const android = summary.getByRole('button', { name: /^android/ })
      const count = (await android.innerText()).replace(/\D/g, '')
      await android.click()
      await expect(range).toContainText(`of ${count}`)
      await expect(grid.getByLabel('Filter device_type', { exact: true })).toHaveValue('android')
      await expect(summary.getByRole('button', { name: /^ios/ })).toHaveCount(0)
    })
  },
)

drainedTest(
  'columns are hidden, moved, pinned and made wider, and it is remembered',
  async ({ app: { page } }) => {
    const grid = await openRows(page)
    const heads = grid.locator('thead th[data-column]')
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('checkbox', { name: 'locale' }).uncheck()
    await page.getByRole('button', { name: 'Move device_type to the left' }).click()
    await page.getByRole('button', { name: 'Keep create_date in sight' }).click()
    await page.keyboard.press('Escape')
    const edge = heads.filter({ hasText: 'masked_ip' }).getByTestId('resize')
    const box = (await edge.boundingBox()) ?? { x: NaN, y: NaN, width: NaN, height: NaN }
    const width = (await heads.nth(3).boundingBox())?.width ?? 0
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + 82, box.y + box.height / 2, { steps: 4 })
    await page.mouse.up()

    const expected = ['create_date', 'device_type', 'user_id', 'masked_ip', 'masked_device_id', 'app_version']
    const look = async () => {
      await expect(heads).toHaveText(expected)
      const wider = ((await heads.nth(3).boundingBox())?.width ?? 0) - width
      expect(wider).toBeGreaterThan(70)
      expect(wider).toBeLessThan(90)
      await scroll(page.getByTestId('rows-scroll'), { across: 1 })
      await expect(heads.first()).toBeInViewport({ ratio: 1 })
    }
    await look()
    await page.reload()
    await expect(grid.locator('tbody tr').first()).toBeVisible()
    await look()
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('button', { name: 'As at first' }).click()
    await expect(heads).toHaveCount(7)
    await expect(heads.first()).toHaveText('user_id')
  },
)

test.describe('with thousands of rows', () => {
  test.beforeEach(async ({ folders }) => {
    await seed(folders, 5_000, 50)
    await command(folders, ['run', '--once'])
  })

  test('is one long list, of which only what is in sight is drawn (C17)', async ({ app: { page } }) => {
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

  test('cells and rows are selected by mouse and keys, and copied in the form that is picked', async ({
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
    await copied('3 rows copied as TSV')
    await page.keyboard.press('Shift+ArrowRight')
    await expect(selected).toHaveText('3 rows × 3 columns')

    await grid.locator('tr[data-index="1"] th').click()
    await grid.locator('tr[data-index="9"] th').click({ modifiers: ['Shift'] })
    await expect(selected).toHaveText('9 rows')
    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await page.getByRole('menuitem', { name: 'SQL' }).click()
    await copied('9 rows copied as SQL')

    await grid.focus()
    await page.keyboard.press('Control+a')
    await expect(selected).toHaveText('5,049 rows')
    await page.keyboard.press('Control+c')
    await copied('5,049 rows copied as TSV')
    await page.keyboard.press('Escape')
    await expect(selected).toHaveText('')
  })
})
