import { expect, type Page } from '@playwright/test'
import { test } from './app.ts'
import { openView } from './page-steps.ts'
import { seeding } from './started-folders.ts'

test.use({ before: { commands: [seeding(6, 6), ['run', '--once']] } })

const messages = (page: Page) => page.getByRole('list', { name: 'Rejected messages' })
const rejected = (page: Page, words: RegExp) => messages(page).getByRole('button').filter({ hasText: words })
const bench = (page: Page) => page.getByRole('region', { name: 'Mend', exact: true })
const status = (page: Page) => bench(page).getByRole('status')

/** Presses Tab until something with this name has the focus. */
const tabTo = async (page: Page, name: string): Promise<void> => {
  const wanted = page.getByRole('button', { name, exact: true })
  for (let steps = 0; steps < 60; steps += 1) {
    if ((await wanted.and(page.locator(':focus')).count()) > 0) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${name} is not reached by the keyboard`)
}

test('N4 a rejected message becomes a row by the mouse, and others by the keyboard alone', async ({
  app: { page },
}) => {
  await openView(page, 'Rejected')
  await expect(rejected(page, /session is not a known field/).first()).toBeVisible()
  const total = await messages(page).getByRole('listitem').count()

  await test.step('by the mouse: an unexpected name is removed, and the next message opens', async () => {
    await rejected(page, /session is not a known field/)
      .first()
      .click()
    await page.getByRole('button', { name: 'Mend…' }).click()
    await bench(page)
      .getByRole('listitem')
      .filter({ hasText: 'session' })
      .getByRole('button', { name: 'Remove' })
      .click()
    await expect(status(page)).toHaveText('This message would pass now.')
    await bench(page).getByRole('button', { name: 'Send' }).click()
    await expect(page.getByText(/^Loaded as row \d+$/)).toBeVisible()
    await expect(messages(page).getByRole('listitem')).toHaveCount(total - 1)
    await expect(page.getByRole('region', { name: 'Rejected message' })).toBeVisible()
    await expect(bench(page)).toHaveCount(0)
    await page.keyboard.press('Escape')
  })

  await test.step('by the keyboard: an address is written, kept, taken back, written again and sent', async () => {
    await rejected(page, /^(?!.*missing).*ip is not an IPv4/)
      .first()
      .focus()
    await page.keyboard.press('Enter')
    await tabTo(page, 'Mend…')
    await page.keyboard.press('Enter')
    const ip = bench(page).getByLabel('New value of ip')
    await expect(ip).toBeFocused()
    await page.keyboard.type('203.0.113.9')
    await expect(status(page)).toHaveText('This message would pass now.')
    await page.keyboard.press('Control+s')
    await expect(page.getByText('Saved as version 1')).toBeVisible()
    await tabTo(page, 'Undo version 1')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('list', { name: 'Versions' })).toContainText('taken back')
    await ip.focus()
    await page.keyboard.type('203.0.113.9')
    await expect(status(page)).toHaveText('This message would pass now.')
    await tabTo(page, 'Send')
    await page.keyboard.press('Enter')
    await expect(messages(page).getByRole('listitem')).toHaveCount(total - 2)
    await page.keyboard.press('Escape')
  })

  await test.step('by the keyboard: a whole text, for a reason, is rejected again and then becomes a row', async () => {
    await rejected(page, /Not JSON/)
      .first()
      .focus()
    await page.keyboard.press('Enter')
    await tabTo(page, 'Mend…')
    await page.keyboard.press('Enter')
    await tabTo(page, 'Edit the whole text…')
    await page.keyboard.press('Enter')
    await page.keyboard.type('ticket 12')
    await page.keyboard.press('Enter')
    await expect(bench(page).getByRole('textbox', { name: 'Whole text' })).toBeFocused()
    await page.keyboard.press('Control+a')
    await page.keyboard.insertText('{"user_id":"u","app_version":"1.0"}')
    await expect(status(page)).toHaveText('4 faults left.')
    await tabTo(page, 'Send')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('list', { name: 'Versions' })).toContainText('rejected again')
    await expect(status(page)).toHaveText('Rejected again.')
    await bench(page).getByRole('textbox', { name: 'Whole text' }).focus()
    await page.keyboard.press('Control+a')
    await page.keyboard.insertText(
      '{"user_id":"u","app_version":"1.0","device_type":"ios","ip":"203.0.113.9","locale":null,"device_id":"d"}',
    )
    await expect(status(page)).toHaveText('This message would pass now.')
    await tabTo(page, 'Send')
    await page.keyboard.press('Enter')
    await expect(messages(page).getByRole('listitem')).toHaveCount(total - 3)
  })
})
