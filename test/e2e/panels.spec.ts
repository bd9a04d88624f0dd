import { expect, type Page } from '@playwright/test'
import { drainedTest as test } from './app.ts'
import { openView } from './page-steps.ts'

const shown = (page: Page, role: 'table' | 'list') => page.getByRole(role).locator('visible=true')

/** How to open each panel: its view, its name, and the steps. */
const panels = [
  {
    view: 'Rejected',
    name: 'Rejected message',
    open: (page: Page) =>
      page.getByRole('list', { name: 'Rejected messages' }).getByRole('listitem').getByRole('button').first(),
  },
  { view: 'Rows', name: 'Summary', open: (page: Page) => page.getByRole('button', { name: 'Summary' }) },
  {
    view: 'Runs',
    name: 'Run',
    open: (page: Page) => shown(page, 'table').locator('tbody tr').first(),
  },
] as const

test('every panel beside a list closes by its button, and by Escape from within', async ({
  app: { page },
}) => {
  for (const { view, name, open } of panels) {
    await openView(page, view)
    const panel = page.getByRole('region', { name, exact: true })
    for (const close of ['button', 'Escape'] as const) {
      await open(page).click()
      const button = panel.getByRole('button', { name: 'Close', exact: true })
      await expect(button).toBeVisible()
      if (close === 'button') await button.click()
      else await button.press('Escape')
      await expect(panel).toHaveCount(0)
    }
  }
})
