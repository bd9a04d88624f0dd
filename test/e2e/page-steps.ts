import { expect, type Locator, type Page } from '@playwright/test'

/** How long the first start of the built-in queue and database may take, in milliseconds. */
export const startLimit = 45_000

/** Waits until the queue shows this many waiting messages. */
export const expectWaiting = (page: Page, count: string): Promise<void> =>
  expect(page.getByTestId('depth-visible')).toHaveText(count, { timeout: startLimit })

/** Clicks Run and waits until everything on the queue is settled. */
export const runUntilEmpty = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByTestId('run-end')).toContainText('Drained', { timeout: startLimit })
}

/** Opens one of the views by its name in the navigation. */
export const openView = (
  page: Page,
  name: 'Monitor' | 'Rows' | 'Rejected' | 'Runs' | 'Settings',
): Promise<void> => page.getByRole('navigation').getByText(name, { exact: true }).click()

/** The words of buttons that are cut off, in any open view: there should be none, at any window size. */
export const cutWords = (page: Page): Promise<readonly string[]> =>
  page
    .getByRole('button')
    .locator('[class*="Button-label"]')
    .evaluateAll((labels) =>
      labels.filter((label) => label.scrollWidth > label.clientWidth).map((label) => label.textContent),
    )

/** Shows a rejected message in clear, for a reason that is typed with the keyboard. */
export const uncover = async (message: Locator, why = 'a test'): Promise<void> => {
  await message.getByRole('button', { name: 'Show original' }).click()
  const field = message.getByLabel('Why do you need to see it?')
  await expect(field).toBeFocused()
  await field.fill(why)
  await field.press('Enter')
}
