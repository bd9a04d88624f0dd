import { expect, test, type Locator, type Page } from '@playwright/test'
import { expectNoViolations } from './axe-steps.ts'
import { openOrderWorld, type OrderWorld } from './order-world.ts'
import { makeStartedFolders } from './started-folders.ts'
import { expectWaiting, startLimit } from './page-steps.ts'
import { openEditorForOrders } from './new-event-steps.ts'

test.describe.configure({ mode: 'serial' })

let world: OrderWorld
test.beforeAll(async () => {
  test.setTimeout(180_000)
  world = await openOrderWorld(['orders', 'purchases'], await makeStartedFolders())
})
test.afterAll(() => world.close())

test('an unknown queue becomes rows, by the mouse', { tag: '@long' }, async () => {
  test.setTimeout(120_000)
  const { page } = world
  await expectWaiting(page, '100')
  await page.setViewportSize({ width: 900, height: 600 })
  const { form, editor } = await openEditorForOrders(world)
  await expect(editor).toContainText('A look receives up to 200 messages of orders, once each')
  await editor.getByRole('button', { name: 'Look at the queue' }).click()
  await expect(editor).toContainText('60 messages of orders were looked at and given back.')
  await expect(editor).toContainText('Of 60 waiting, 60 would pass.')
  await expect(editor.getByLabel('Mask of email', { exact: true })).toHaveValue('masked')
  await expect(editor).toContainText('an e-mail address, by 60 of 60 different values')
  await expect(editor).not.toContainText('example.org')
  await expectNoViolations(page, 'an event that is proposed')

  await editor.getByRole('checkbox', { name: 'placed_at is Time, text, which all its values fit' }).check()
  await editor.getByRole('checkbox', { name: 'currency is required' }).check()
  await expect(editor).toContainText('Of 60 waiting, 56 would pass.')
  await expect(editor.getByRole('list', { name: 'Why the others would not pass' })).toHaveText(
    /4: currency is missing/,
  )
  await editor.getByRole('group', { name: 'Undecided' }).getByRole('button', { name: 'coupon' }).click()
  await expect(editor.getByLabel('Mask of coupon', { exact: true })).toBeFocused()
  await editor.getByLabel('Mask of coupon', { exact: true }).selectOption('Left out')
  await expect(editor.getByRole('group', { name: 'Undecided' })).toHaveCount(0)
  await expect(editor.getByRole('list', { name: 'Fit with the table' })).toContainText(
    'orders is missing and will be created',
  )
  await editor.getByText('The statement that makes the table').click()
  await expect(editor).toContainText('"masked_email" varchar(256)')
  await editor.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(editor).toBeHidden()
  await expect(form.getByLabel('Definition of the event')).toHaveValue(/orders\.event\.json$/)
  await form.getByRole('button', { name: 'Save and use' }).click()

  await expectRows(page)
})

test('and by the keyboard alone', { tag: '@long' }, async () => {
  test.setTimeout(120_000)
  const { page, endpoint, databaseUrl } = world
  const { keyboard } = page
  await page.setViewportSize({ width: 640, height: 600 })
  await keyboard.press('Control+,')
  await tabTo(page, page.getByRole('button', { name: 'New connection' }))
  await keyboard.press('Enter')
  const form = page.getByRole('form', { name: 'Connection' })
  for (const [label, text] of [
    ['Name', 'Shop 2'],
    ['Queue', 'purchases'],
    ['Endpoint', endpoint],
    ['URL', databaseUrl],
  ] as const) {
    await tabTo(page, form.getByLabel(label, { exact: true }))
    await keyboard.press('Control+A')
    await keyboard.type(text)
  }
  await tabTo(page, form.getByRole('button', { name: 'New event…' }))
  await keyboard.press('Enter')
  const editor = page.getByRole('dialog', { name: 'New event' })
  await expect(editor).toContainText('A look receives up to 200 messages')
  await tabTo(page, editor.getByRole('button', { name: 'Look at the queue' }))
  await keyboard.press('Enter')
  await expect(editor).toContainText('Of 60 waiting, 60 would pass.')

  // A field with only nulls is found and left out, and taken back once.
  await tabTo(page, editor.getByRole('group', { name: 'Undecided' }).getByRole('button', { name: 'coupon' }))
  await keyboard.press('Enter')
  const coupon = editor.getByLabel('Mask of coupon', { exact: true })
  await expect(coupon).toBeFocused()
  await keyboard.type('Left')
  await expect(coupon).toHaveValue('left-out')
  await keyboard.press('Control+Z')
  await expect(coupon).toHaveValue('asked')
  await keyboard.press('Control+Shift+Z')
  await expect(coupon).toHaveValue('left-out')
  // A field moves up and keeps the focus.
  await tabTo(page, editor.getByLabel('Name of amount', { exact: true }), 'Shift+Tab')
  await keyboard.press('Alt+ArrowUp')
  await expect(editor.getByLabel('Name of amount', { exact: true })).toBeFocused()
  const names = editor.getByLabel(/^Name of (?!the mask)/)
  await expect(names.nth(3)).toHaveValue('amount')
  await keyboard.press('Escape')
  const question = editor.getByRole('alertdialog', { name: 'Unsaved changes' })
  await expect(question.getByRole('button', { name: 'Keep editing' })).toBeFocused()
  await keyboard.press('Enter')
  await expect(question).toBeHidden()
  await tabTo(page, editor.getByRole('button', { name: 'Save', exact: true }))
  await keyboard.press('Enter')
  await expect(editor).toBeHidden()
  await tabTo(page, form.getByRole('button', { name: 'Save and use' }))
  await keyboard.press('Enter')
  await expectRows(page)
})

/** Presses Tab until this has the focus. */
const tabTo = async (page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
  await expect(wanted).toBeVisible()
  for (let presses = 0; presses < 120; presses += 1) {
    if ((await wanted.and(page.locator(':focus')).count()) > 0) return
    await page.keyboard.press(key)
  }
  throw new Error(`${wanted.toString()} is not reached by ${key}`)
}

/** Runs the connection in use, whose orders become rows. */
const expectRows = async (page: Page): Promise<void> => {
  await expect(page.getByRole('form', { name: 'Connection' })).toBeHidden({ timeout: startLimit })
  await page.keyboard.press('Control+1')
  await expectWaiting(page, '60')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByTestId('run-end')).toContainText('Drained', { timeout: startLimit })
  await page.keyboard.press('Control+2')
  const rows = page.getByRole('main', { name: 'Rows' })
  await expect(rows.getByRole('button', { name: 'masked_email' })).toBeVisible({ timeout: startLimit })
  await expect(rows.getByText('USD', { exact: true }).first()).toBeVisible()
}
