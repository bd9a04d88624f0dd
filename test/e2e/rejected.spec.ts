import { expect, type Page } from '@playwright/test'
import { drained, drainedTest as test } from './app.ts'
import { cutWords, openView, uncover } from './page-steps.ts'

const total = drained.rejected

const openRejected = async (page: Page): Promise<void> => {
  await openView(page, 'Rejected')
  await expect(messages(page).getByRole('listitem')).toHaveCount(total)
}

const shown = (page: Page) => page.getByRole('region', { name: 'Rejected message' })
const messages = (page: Page) => page.getByRole('list', { name: 'Rejected messages' })
const causes = (page: Page) => page.getByRole('list', { name: 'Causes' })
const chooseState = (page: Page, name: string) =>
  page.getByRole('combobox', { name: 'State' }).selectOption(name)

const numberIn = (text: string): number => Number(text.replace(/\D/g, ''))

test('lists a message with its reasons and shows its body', async ({ app: { page } }) => {
  await openRejected(page)
  const item = messages(page).getByRole('button').filter({ hasText: 'foo is not a known field' }).first()
  await expect(item).toContainText('user_id is missing')
  await item.click()
  const message = shown(page)
  await expect(message.getByRole('list', { name: 'Reasons' })).toContainText('device_id is missing')
  await expect(message.getByLabel('Body', { exact: true })).toContainText('"foo"')
})

test('shows every button with all its words, in a small window too', async ({ app: { page } }) => {
  await openRejected(page)
  await messages(page).getByRole('button').first().click()
  await expect(page.getByRole('region', { name: 'Rejected message' })).toBeVisible()
  for (const size of [
    { width: 1280, height: 800 },
    { width: 900, height: 600 },
  ]) {
    await page.setViewportSize(size)
    expect(await cutWords(page)).toEqual([])
  }
})

test('covers personal data in the body until a person asks to see it', async ({ app: { page } }) => {
  await openRejected(page)
  // Its IP address is correct; it is another field that is missing.
  await messages(page)
    .getByRole('button')
    .filter({ hasText: /^(?!.*user_id).*device_id is missing/ })
    .first()
    .click()
  const message = shown(page)
  const body = message.getByLabel('Body', { exact: true })
  await expect(body).toContainText(/"ip":"•+"/)
  const covered = await body.innerText()
  await uncover(message, 'ticket 12')
  await expect(body).toContainText(/"ip":"[\d.]+"/)
  expect((await body.innerText()).length).toBe(covered.length)
  await message.getByRole('button', { name: 'Cover again' }).click()
  // The reason is asked for each time, with the last one in the field; Escape goes back and leaves the panel open.
  await message.getByRole('button', { name: 'Show original' }).click()
  const why = message.getByLabel('Why do you need to see it?')
  await expect(why).toHaveValue('ticket 12')
  await why.press('Escape')
  await expect(message.getByRole('button', { name: 'Show original' })).toBeFocused()
  await expect(body).toHaveText(covered, { useInnerText: true })
})

test('groups rejected messages by cause, and the groups add up to all of them', async ({ app: { page } }) => {
  await openRejected(page)
  const groups = causes(page).getByRole('button')
  await expect(groups.first()).toHaveText(new RegExp(`All causes\\s*${total}`))
  const counts = (await groups.allInnerTexts())
    .slice(1)
    .map((text) => numberIn(text.split('\n').at(-1) ?? ''))
  expect(counts.length).toBeGreaterThan(2)
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total)
  expect(counts).toEqual(counts.toSorted((a, b) => b - a))
  await groups.nth(1).click()
  await expect(messages(page).getByRole('listitem')).toHaveCount(counts[0] ?? 0)
  await expect(page.getByText(`${counts[0]} messages`, { exact: true })).toBeVisible()
})

test('discards a whole group, undoes it, and keeps discarded messages to be restored', async ({
  app: { page },
}) => {
  await openRejected(page)
  const group = causes(page).getByRole('button').nth(1)
  const size = numberIn((await group.innerText()).split('\n').at(-1) ?? '')
  await group.click()
  await page.getByRole('button', { name: `Discard all ${size}` }).click()
  await expect(page.getByText(/messages? discarded/)).toContainText(`${size} message`)
  await causes(page).getByRole('button', { name: 'All causes' }).click()
  await expect(messages(page).getByRole('listitem')).toHaveCount(total - size)

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(messages(page).getByRole('listitem')).toHaveCount(total)
  // The confirmation disappears by itself, though the button under the pointer went before it.
  await page.mouse.move(500, 300)
  await expect(page.getByText(/messages? restored/)).toHaveCount(0)

  await messages(page).getByRole('checkbox').nth(0).check()
  await messages(page).getByRole('checkbox').nth(1).check()
  await expect(page.getByText('2 selected')).toBeVisible()
  await page.getByRole('button', { name: 'Discard', exact: true }).click()
  await expect(messages(page).getByRole('listitem')).toHaveCount(total - 2)
  await chooseState(page, 'Discarded')
  await expect(messages(page).getByRole('listitem')).toHaveCount(2)
  await page.getByLabel('Select all').check()
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByText('Nothing was discarded')).toBeVisible()
  await chooseState(page, 'Kept')
  await expect(messages(page).getByRole('listitem')).toHaveCount(total)
})

test('finds a message by the beginning of its id, and says where to look when nothing matches', async ({
  app: { page },
}) => {
  await openRejected(page)
  await messages(page).getByRole('button').first().click()
  const id = await page
    .getByRole('region', { name: 'Rejected message' })
    .getByRole('heading')
    .first()
    .innerText()
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByLabel('Message id').fill(id.slice(0, 12))
  await expect(messages(page).getByRole('listitem')).toHaveCount(1)
  await page.getByLabel('Message id').fill('nothing-like-this')
  await expect(page.getByText('No message matches')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(messages(page).getByRole('listitem')).toHaveCount(total)
  await page.getByLabel('Reason').selectOption('Field is missing')
  const words = await messages(page).getByRole('listitem').allInnerTexts()
  expect(words.length).toBeGreaterThan(0)
  await expect
    .poll(async () => messages(page).getByRole('listitem').filter({ hasNotText: 'is missing' }).count())
    .toBe(0)
})

test('works by the keyboard alone: through the list, ticking, discarding, opening and closing', async ({
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
  await page.keyboard.press('End')
  await expect(rows.last()).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByText('3 selected')).toBeVisible()
  await page.keyboard.press('Control+a')
  await expect(page.getByText(`${total} selected`)).toBeVisible()
  await page.getByLabel('Select all').uncheck()
  await rows.nth(1).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Body', { exact: true })).toBeVisible()
  await page.getByRole('region', { name: 'Rejected message' }).getByRole('button').first().focus()
  await page.keyboard.press('Escape')
  await expect(rows.nth(1)).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(rows).toHaveCount(total - 1)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(rows).toHaveCount(total)
})

test('moves on to the next message after an action, and records why one was discarded', async ({
  app: { page },
}) => {
  await openRejected(page)
  const rows = messages(page).getByRole('button')
  const message = shown(page)
  const heading = message.getByRole('heading').first()
  await rows.nth(1).click()
  const second = await heading.innerText()
  await rows.first().click()
  await expect(heading).not.toHaveText(second)
  const first = await heading.innerText()
  await message.getByLabel('Note', { exact: true }).fill('from the load test')
  await message.getByRole('button', { name: 'Discard' }).click()
  await expect(heading).toHaveText(second)
  await expect(rows.first()).toBeFocused()
  await expect(rows.first()).toHaveAttribute('aria-pressed', 'true')
  await expect(rows).toHaveCount(total - 1)

  await test.step('the last one is followed by the one before it', async () => {
    await rows.last().click()
    const last = await heading.innerText()
    await message.getByRole('button', { name: 'Discard' }).click()
    await expect(heading).not.toHaveText(last)
    await expect(rows).toHaveCount(total - 2)
    await expect(rows.last()).toHaveAttribute('aria-pressed', 'true')
  })

  await chooseState(page, 'Discarded')
  await messages(page)
    .getByRole('button')
    .filter({ hasText: first.slice(-6) })
    .click()
  await expect(message.getByLabel('Note', { exact: true })).toHaveValue('from the load test')
  await message.getByRole('button', { name: 'Restore' }).click()
  await expect(messages(page).getByRole('listitem')).toHaveCount(1)
  await message.getByRole('button', { name: 'Restore' }).click()
  await expect(message).toHaveCount(0)
  await chooseState(page, 'Kept')
  await expect(messages(page).getByRole('listitem')).toHaveCount(total)
})

test('a body is shown as it was sent or formatted, with its faults marked in both', async ({
  app: { page },
}) => {
  await openRejected(page)
  await messages(page).getByRole('button').filter({ hasText: 'foo is not a known field' }).first().click()
  const message = shown(page)
  const body = message.getByLabel('Body', { exact: true })
  const marks = body.locator('mark')
  await expect(body).toContainText('"foo"')
  const marked = await marks.allInnerTexts()
  expect(marked.length).toBeGreaterThan(0)
  expect(await body.innerText()).not.toContain('\n')
  await message.getByText('Formatted').click()
  await expect.poll(() => body.innerText()).toContain('\n  "foo": ')
  expect(await marks.allInnerTexts()).toEqual(marked)
  await message.getByText('As sent').click()
  await expect.poll(() => body.innerText()).not.toContain('\n')
})

test('retries messages, one and all, and says honestly that they are still rejected', async ({
  app: { page },
}) => {
  await openRejected(page)
  await messages(page).getByRole('button').first().click()
  await shown(page).getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('1 still rejected')).toBeVisible()
  await page.getByRole('button', { name: 'Close', exact: true }).first().click()
  await page.getByRole('button', { name: `Try all ${total} again` }).click()
  await expect(page.getByText(`${total} still rejected`)).toBeVisible()
  await expect(messages(page).getByRole('listitem')).toHaveCount(total)
  await chooseState(page, 'Loaded')
  await expect(page.getByText('Nothing was loaded by trying again')).toBeVisible()
  await chooseState(page, 'Kept')
  await expect(messages(page).getByRole('listitem')).toHaveCount(total)
})
