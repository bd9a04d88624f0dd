import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { test } from './app.ts'
import { expectWaiting, openView, runUntilEmpty } from './page-steps.ts'

/** WCAG 2.1, levels A and AA. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']

/** What axe finds wrong on the page as it stands, in both themes. They differ in colours alone, so all else is looked at once. */
const expectNoViolations = async (page: Page, state: string): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await test.step(`${state}, ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      // Legacy mode opens no page of its own, which Electron could not.
      const axe = new AxeBuilder({ page }).setLegacyMode()
      const asked = colorScheme === 'light' ? axe.withTags(rules) : axe.withRules(['color-contrast'])
      const { violations } = await asked.analyze()
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
      expect(found).toEqual([])
    })
  }
}

test.setTimeout(360_000)

test('no view has a fault that axe can find, in either theme', async ({ app: { page } }) => {
  await expectWaiting(page, '100')
  await expectNoViolations(page, 'before a run')
  await page.getByRole('button', { name: 'Dry run' }).click()
  await expect(page.getByTestId('forecast')).toBeVisible()
  await expectNoViolations(page, 'after a dry run')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectNoViolations(page, 'the palette')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await expectNoViolations(page, 'the shortcuts')
  await page.keyboard.press('Escape')
  await runUntilEmpty(page)
  await expectNoViolations(page, 'after a run')
  await openView(page, 'Rejected')
  await page.getByRole('list', { name: 'Rejected messages' }).getByRole('button').first().click()
  await expect(page.getByLabel('Body', { exact: true })).toBeVisible()
  await expectNoViolations(page, 'a rejected message')
  await openView(page, 'Rows')
  await expect(page.getByRole('grid', { name: 'Loaded rows' }).locator('tbody tr').first()).toBeVisible()
  await expectNoViolations(page, 'the rows')
  const grid = page.getByRole('grid', { name: 'Loaded rows' })
  await grid.locator('tbody td').first().click()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Row', exact: true }).getByText('Mask key')).toBeVisible()
  await expectNoViolations(page, 'a row beside selected cells')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('button', { name: 'Pin locale' }).click()
  await expectNoViolations(page, 'the columns')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Summary' }).click()
  await page
    .getByRole('region', { name: 'Summary' })
    .getByRole('button', { name: /^android/ })
    .click()
  await page.getByRole('button', { name: 'device_type is “android”', exact: true }).click()
  await expectNoViolations(page, 'the summary, and a filter that is switched off')
  await openView(page, 'Runs')
  await page.getByRole('table').locator('visible=true').locator('tbody tr').first().click()
  await expect(page.getByRole('region', { name: 'Run', exact: true })).toBeVisible()
  await expectNoViolations(page, 'a run')
  await openView(page, 'Settings')
  await expectNoViolations(page, 'the settings')
})
