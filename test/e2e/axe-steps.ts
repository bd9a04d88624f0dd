import axe from 'axe-core'
import { expect, test, type Page } from '@playwright/test'

/** WCAG 2.1, levels A and AA, and what axe calls good practice. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']

/** Good practice for pages of text: menus and toasts are in no landmark, and a dialog's own header counts as a second banner. */
const unfit = ['region', 'landmark-no-duplicate-banner', 'landmark-unique']

const themes = ['light', 'dark'] as const

/**
 * Expects axe to find no fault on the current page, in both themes. They differ only in colours, so everything else
 * is checked once. Axe is called in the page directly, in a tenth of the time that its builder for Playwright takes.
 *
 * @param state what the page shows, for the report
 */
export const expectNoViolations = async (page: Page, state: string): Promise<void> => {
  for (const colorScheme of themes)
    await test.step(`${state}, ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme })
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
      await page.evaluate(stillness)
      const isFirst = colorScheme === themes[0]
      const found = await violationsOf(
        page,
        isFirst ? { type: 'tag', values: tags } : { type: 'rule', values: ['color-contrast'] },
      )
      expect(found).toEqual([])
    })
}

/**
 * Expects everything to be legible with the system's forced colours.
 *
 * @param state what the page shows, for the report
 */
export const expectReadableForced = (page: Page, state: string): Promise<void> =>
  test.step(`${state}, forced colours`, async () => {
    await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' })
    await page.evaluate(stillness)
    const found = await violationsOf(page, { type: 'rule', values: ['color-contrast'] })
    await page.emulateMedia({ forcedColors: 'none' })
    expect(found).toEqual([])
  })

const violationsOf = async (page: Page, runOnly: axe.RunOnly): Promise<readonly string[]> => {
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe.source)
  // With rules named individually, axe uses no others.
  const off = runOnly.type === 'tag' ? unfit : []
  const options: axe.RunOptions = {
    runOnly,
    resultTypes: ['violations'],
    rules: Object.fromEntries(off.map((rule) => [rule, { enabled: false }])),
  }
  const violations = await page.evaluate<axe.Result[]>(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
  )
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`).join(' ')}`,
  )
}

/**
 * Settles when no colour is in transition any more: inherited ones arrive level by level, a frame each. Endless ones
 * are not waited for.
 */
export const stillness = `(async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const moving = () => document.getAnimations().some((one) => one.effect?.getComputedTiming().iterations !== Infinity && one.playState === 'running')
  for (let still = 0; still < 3; still = moving() ? 0 : still + 1) await frame()
})()`
