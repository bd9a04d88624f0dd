import { expect } from '@playwright/test'
import { freshTest, test } from './app.ts'
import { expectWaiting, runUntilEmpty } from './page-steps.ts'

freshTest(
  'shows 100 waiting messages at the first start, and Run ends at 99 loaded and 1 rejected',
  async ({ app: { page } }) => {
    await expectWaiting(page, '100')
    await expect(page.getByRole('button', { name: 'Stop' })).toBeDisabled()
    await runUntilEmpty(page)
    await expect(page.getByTestId('count-received')).toHaveText('100')
    await expect(page.getByTestId('count-loaded')).toHaveText('99')
    await expect(page.getByTestId('count-rejected')).toHaveText('1')
    await expect(page.getByTestId('count-duplicates')).toHaveText('0')
    await expect(page.getByTestId('count-released')).toHaveText('0')
    await expectWaiting(page, '0')
    await expect(page.getByTestId('depth-in-flight')).toHaveText('0')
  },
)

test('finds nothing new when it is run again', { tag: '@long' }, async ({ app: { page } }) => {
  await expectWaiting(page, '100')
  await runUntilEmpty(page)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByTestId('count-received')).toHaveText('0')
  await expect(page.getByTestId('run-end')).toContainText('Drained')
  await expect(page.getByTestId('count-loaded')).toHaveText('0')
  await expect(page.getByTestId('count-rejected')).toHaveText('0')
})
