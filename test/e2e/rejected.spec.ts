import { expect, type Page } from '@playwright/test'
import { test } from './app.ts'
import { seed } from './command-line.ts'
import { expectWaiting, openView, runUntilEmpty } from './page-steps.ts'

// With the one among the samples of a first start: 24 rejected messages.
test.beforeEach(({ folders }) => seed(folders, 40, 23))

const openRejected = async (page: Page): Promise<void> => {
  await expectWaiting(page, '140')
  await runUntilEmpty(page)
  await openView(page, 'Rejected')
  await expect(messages(page).getByRole('listitem')).toHaveCount(24)
}

const messages = (page: Page) => page.getByRole('list', { name: 'Rejected messages' })
const causes = (page: Page) => page.getByRole('list', { name: 'Causes' })
const chooseState = (page: Page, name: string) =>
  page.getByRole('radiogroup', { name: 'State' }).getByText(name, { exact: true }).click()

const numberIn = (text: string): number => Number(text.replace(/\D/g, ''))

test('groups what was rejected by cause, and the groups add up to all of it', async ({ app: { page } }) => {
  await openRejected(page)
  const groups = causes(page).getByRole('button')
  await expect(groups.first()).toHaveText(/All causes\s*24/)
  const counts = (await groups.allInnerTexts())
    .slice(1)
    .map((text) => numberIn(text.split('\n').at(-1) ?? ''))
  expect(counts.length).toBeGreaterThan(2)
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(24)
  expect(counts).toEqual(counts.toSorted((a, b) => b - a))
  await groups.nth(1).click()
  await expect(messages(page).getByRole('listitem')).toHaveCount(counts[0] ?? 0)
  await expect(page.getByTestId('page-range').locator('visible=true')).toContainText(`of ${counts[0]}`)
})

test('discards a whole group, undoes it, and keeps what was discarded to be restored', async ({
  app: { page },
}) => {
  await openRejected(page)
  const group = causes(page).getByRole('button').nth(1)
  const size = numberIn((await group.innerText()).split('\n').at(-1) ?? '')
  await group.click()
  await page.getByRole('button', { name: `Discard all ${size}` }).click()
  await expect(page.getByText(/messages? discarded/)).toContainText(`${size} message`)
  await causes(page).getByRole('button', { name: 'All causes' }).click()
  await expect(messages(page).getByRole('listitem')).toHaveCount(24 - size)

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(messages(page).getByRole('listitem')).toHaveCount(24)
  // What was said goes away by itself, though the button that was under the pointer went before it.
  await page.mouse.move(500, 300)
  await expect(page.getByText(/messages? restored/)).toHaveCount(0)

  await messages(page).getByRole('checkbox').nth(0).check()
  await messages(page).getByRole('checkbox').nth(1).check()
  await expect(page.getByText('2 selected')).toBeVisible()
  await page.getByRole('button', { name: 'Discard', exact: true }).click()
  await expect(messages(page).getByRole('listitem')).toHaveCount(22)
  await chooseState(page, 'Discarded')
  await expect(messages(page).getByRole('listitem')).toHaveCount(2)
  await page.getByLabel('Select this page').check()
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByText('Nothing was discarded')).toBeVisible()
  await chooseState(page, 'Kept')
  await expect(messages(page).getByRole('listitem')).toHaveCount(24)
})

test('finds a message by how its id begins, and says where to look when nothing matches', async ({
  app: { page },
}) => {
  await openRejected(page)
  await messages(page).getByRole('button').first().click()
  const id = await page
    .getByRole('region', { name: 'Rejected message' })
    .getByRole('heading')
    .first()
    .innerText()
  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByLabel('Message id').fill(id.slice(0, 12))
  await expect(messages(page).getByRole('listitem')).toHaveCount(1)
  await page.getByLabel('Message id').fill('nothing-like-this')
  await expect(page.getByText('No message matches')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(messages(page).getByRole('listitem')).toHaveCount(24)
  await page.getByLabel('Reason').selectOption('Field is missing')
  const words = await messages(page).getByRole('listitem').allInnerTexts()
  expect(words.length).toBeGreaterThan(0)
  await expect
    .poll(async () => messages(page).getByRole('listitem').filter({ hasNotText: 'is missing' }).count())
    .toBe(0)
})

test('goes by the keyboard alone: through the list, ticking, discarding, opening and closing', async ({
  app: { page },
}) => {
  await openRejected(page)
  const rows = messages(page).getByRole('button')
  await rows.first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(rows.nth(1)).toBeFocused()
  await page.keyboard.press('x')
  await expect(page.getByText('1 selected')).toBeVisible()
  await page.keyboard.press('x')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Body')).toBeVisible()
  await page.getByRole('region', { name: 'Rejected message' }).getByRole('button').first().focus()
  await page.keyboard.press('Escape')
  await expect(rows.nth(1)).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(rows).toHaveCount(23)
})

test('notes why a message is discarded and shows it with the message', async ({ app: { page } }) => {
  await openRejected(page)
  await messages(page).getByRole('button').first().click()
  const message = page.getByRole('region', { name: 'Rejected message' })
  await message.getByLabel('Why it is discarded').fill('from the load test')
  await page.keyboard.press('Enter')
  await expect(message.getByText(/^Discarded .*: from the load test$/)).toBeVisible()
  await message.getByRole('button', { name: 'Restore' }).click()
  await expect(message.getByRole('button', { name: 'Discard' })).toBeVisible()
  await expect(messages(page).getByRole('listitem')).toHaveCount(24)
})
