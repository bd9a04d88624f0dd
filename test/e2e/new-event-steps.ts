import type { Locator, Page } from '@playwright/test'
import { openView } from './page-steps.ts'

interface Place {
  readonly page: Page
  /** Of the queue service. */
  readonly endpoint: string
  readonly databaseUrl: string
}

/** Types a connection to the queue `orders` that nobody has saved, and opens the editor for its event. */
export const openEditorForOrders = async ({
  page,
  endpoint,
  databaseUrl,
}: Place): Promise<{ readonly form: Locator; readonly editor: Locator }> => {
  await openView(page, 'Settings')
  await page.getByRole('button', { name: 'New connection' }).click()
  const form = page.getByRole('form', { name: 'Connection' })
  await form.getByLabel('Name').fill('Shop')
  await form.getByLabel('Queue', { exact: true }).fill('orders')
  await form.getByLabel('Endpoint').fill(endpoint)
  await form.getByLabel('URL').fill(databaseUrl)
  await form.getByRole('button', { name: 'New event…' }).click()
  return { form, editor: page.getByRole('dialog', { name: 'New event' }) }
}
