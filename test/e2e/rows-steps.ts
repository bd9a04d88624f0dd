import { expect, type Locator, type Page } from '@playwright/test'
import { openView, startLimit } from './page-steps.ts'

/** Opens the view and waits for its first row. */
export const openRows = async (page: Page): Promise<Locator> => {
  await openView(page, 'Rows')
  const grid = page.getByRole('grid', { name: 'Loaded rows' })
  await expect(grid.locator('tbody tr:not([aria-busy])').first()).toBeVisible({ timeout: startLimit })
  return grid
}

/** A cell by the number of its row and of its column among the visible ones, both from 0. */
export const cell = (grid: Locator, row: number, column: number): Locator =>
  grid.locator(`tr[data-index="${row}"] td[data-column="${column}"]`)

/** Of each row that is drawn: its number, and its user in full. */
export const numbersAndUsers = (grid: Locator): Promise<(readonly [string, string])[]> =>
  grid
    .locator('tbody tr')
    .evaluateAll((lines: Line[]) =>
      lines.map(({ cells }) => [cells[0]?.textContent ?? '', cells[1]?.title ?? ''] as const),
    )

interface Line {
  readonly cells: readonly { readonly textContent: string; readonly title: string }[]
}

/** The texts of a column, of each row that is drawn. */
export const columnTexts = (grid: Locator, column: number): Promise<string[]> =>
  grid.locator(`tbody td[data-column="${column}"]`).allInnerTexts()

/** Scrolls to a share of the available height or width. */
export const scroll = (
  list: Locator,
  to: { readonly down?: number; readonly across?: number },
): Promise<void> =>
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
