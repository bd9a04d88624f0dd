import { expect } from '@playwright/test'
import { freshTest, test } from './app.ts'
import { expectNoViolations } from './axe-steps.ts'
import { expectWaiting, openView, runUntilEmpty } from './page-steps.ts'

freshTest(
  'shows 100 waiting messages at the first start, and Run ends at 99 loaded and 1 rejected',
  async ({ app: { page } }) => {
    await expectWaiting(page, '100')
    await expect(page.getByRole('button', { name: 'Stop' })).toBeDisabled()
    const card = page.getByTestId('welcome')
    await expect(card).toContainText('Sluice moves messages from a queue into a table.')
    await expect(page.getByRole('group', { name: 'Queue and run' })).not.toContainText(/\bkeys?\b/i)
    await expectNoViolations(page, 'the first start')
    await runUntilEmpty(page)
    await expect(page.getByTestId('count-received')).toHaveText('100')
    await expect(page.getByTestId('count-loaded')).toHaveText('99')
    await expect(page.getByTestId('count-rejected')).toHaveText('1')
    await expect(page.getByTestId('count-duplicates')).toHaveText('0')
    await expect(page.getByTestId('count-released')).toHaveText('0')
    await expectWaiting(page, '0')
    await expect(page.getByTestId('depth-in-flight')).toHaveText('0')

    await test.step('the card tells what came of it, and leads to more', async () => {
      await expect(card).toContainText('99 loaded · 1 rejected: see why')
      await card.getByRole('button', { name: 'Add sample messages…' }).click()
      const dialog = page.getByRole('dialog', { name: 'Add sample messages' })
      await dialog.getByLabel('Messages').fill('0')
      await expect(dialog.getByText('1 to 10,000')).toBeVisible()
      await expect(dialog.getByRole('button', { name: 'Add messages' })).toBeDisabled()
      await dialog.getByLabel('Messages').fill('20')
      await dialog.getByLabel('Malformed').fill('21')
      await expect(dialog.getByText('0 to 20')).toBeVisible()
      await dialog.getByLabel('Malformed').fill('3')
      await expectNoViolations(page, 'the dialog for sample messages')
      await page.keyboard.press('Enter')
      await expect(page.getByText('20 sample messages added, 3 malformed.')).toBeVisible()
      await expectWaiting(page, '20')
    })

    await test.step('the card leads to the rejected message, and can be closed', async () => {
      await card.getByRole('link', { name: '1 rejected' }).click()
      await expect(page.getByRole('list', { name: 'Rejected messages' }).getByRole('button')).toHaveCount(1)
      await openView(page, 'Monitor')
      await card.getByRole('button', { name: 'Close the first steps' }).click()
      await expect(card).toHaveCount(0)
      await page.reload()
      await expectWaiting(page, '20')
      await expect(card).toHaveCount(0)
    })
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
