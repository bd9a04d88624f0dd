import { expect } from '@playwright/test'
import { test } from './app.ts'

test('is light or dark as a person chooses, and remembers it', async ({ app: { page } }) => {
  const colours = page.getByRole('radiogroup', { name: 'Colours' })
  const background = () => page.locator('body').evaluate((body) => luminance(body), undefined)
  void background
  await colours.getByText('Dark').click({ force: true })
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await colours.getByText('Light').click({ force: true })
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light')
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light')
})
