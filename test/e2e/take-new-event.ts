import { expect, type Page } from '@playwright/test'
import { makeFolders } from './folders.ts'
import { openEditorForOrders } from './new-event-steps.ts'
import { openOrderWorld } from './order-world.ts'
import { expectWaiting, openView, runUntilEmpty, startLimit } from './page-steps.ts'

/** From an unknown queue to rows: the proposal, the decisions, the table, and the rows. */
export const takeNewEvent = async (
  take: (page: Page, name: string) => Promise<void>,
  size: { readonly width: number; readonly height: number },
): Promise<void> => {
  const { page, endpoint, databaseUrl, close } = await openOrderWorld(['orders'], await makeFolders())
  try {
    await page.setViewportSize(size)
    await expectWaiting(page, '100')
    const { form, editor } = await openEditorForOrders({ page, endpoint, databaseUrl })
    await editor.getByRole('button', { name: 'Look at the queue' }).click()
    await expect(editor).toContainText('Of 60 waiting, 60 would pass.')
    await page.mouse.move(1, 1)
    await take(page, 'new-event')

    await editor.getByRole('checkbox', { name: /^placed_at is Time, text/ }).check()
    await editor.getByRole('checkbox', { name: 'currency is required' }).check()
    await editor.getByLabel('Mask of coupon', { exact: true }).selectOption('Left out')
    await expect(editor).toContainText('4: currency is missing')
    const statement = editor.getByText('The statement that makes the table')
    await statement.click()
    await expect(editor).toContainText('"placed_at" timestamp')
    await page.mouse.move(1, 1)
    await take(page, 'new-event-decided')

    await editor.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(editor).toBeHidden()
    await form.getByRole('button', { name: 'Save and use' }).click()
    await expect(form).toBeHidden({ timeout: startLimit })
    await openView(page, 'Monitor')
    await expectWaiting(page, '60')
    await runUntilEmpty(page)
    await openView(page, 'Rows')
    await expect(page.getByRole('main', { name: 'Rows' }).getByText('USD').first()).toBeVisible()
    await page.mouse.move(1, 1)
    await take(page, 'new-event-rows')
  } finally {
    await close()
  }
}
