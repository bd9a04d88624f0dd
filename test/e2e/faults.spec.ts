import { expect, test, type Browser, type Page } from '@playwright/test'
import { expectNoViolations } from './axe-steps.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { openScriptedPage } from './scripted-page.ts'
import { firstPlace } from './scripted-places.ts'

/** The built page on an engine that answers one message with two faults at known places. */
let browser: Browser
let page: Page
let monitor: ScriptedMonitor

test.beforeAll(async () => {
  ;({ browser, page, monitor } = await openScriptedPage())
  await page.evaluate(`location.hash = '#/rejected'`)
  await monitor.connectTo(firstPlace)
  await page.getByRole('list', { name: 'Rejected messages' }).getByRole('button').first().click()
})

test.afterAll(() => browser.close())

const message = () => page.getByRole('region', { name: 'Rejected message' })
const marks = () => message().getByLabel('Body', { exact: true }).locator('mark')
const reason = (words: string) =>
  message().getByRole('list', { name: 'Reasons' }).getByRole('listitem').filter({ hasText: words })
/** A former one may still fade beside it. */
const tooltip = (words: string) => page.getByRole('tooltip').filter({ hasText: words })

test('N1 each reason says what would be right, and each fault is marked as sent and formatted', async () => {
  await expect(reason('ip is not an IPv4')).toContainText('Write an address such as 192.0.2.1')
  await expect(reason('Not JSON: missing colon')).toContainText('Put a colon between')
  await expect(reason('user_id is missing')).toContainText('Add it, with a text')
  for (const form of ['Formatted', 'As sent']) {
    await message().getByText(form).click()
    await expect(marks()).toHaveText(['"•••••"', ' "'], { useInnerText: false })
  }
})

test('N1 the mouse leads from a mark to its reason, and from a reason to its mark', async () => {
  await marks().first().hover()
  await expect(reason('ip is not an IPv4')).toHaveAttribute('data-active', 'true')
  await expect(tooltip('ip is not an IPv4 or IPv6 address. Write an address')).toBeVisible()
  await reason('missing colon').hover()
  await expect(marks().nth(1)).toHaveAttribute('data-active', 'true')
  await expect(marks().first()).not.toHaveAttribute('data-active', 'true')
})

test('N1 the keyboard moves from a reason to its mark and back', async () => {
  const number = reason('missing colon').getByRole('button')
  await number.focus()
  await page.keyboard.press('Enter')
  await expect(marks().nth(1)).toBeFocused()
  await expect(tooltip('missing colon. Put a colon')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(number).toBeFocused()
})

test('N4 asks for the reason in place before it uncovers, and goes back on Escape', async () => {
  await message().getByRole('button', { name: 'Show original' }).click()
  const why = message().getByLabel('Why do you need to see it?')
  await expect(why).toBeFocused()
  await expect(message().getByRole('button', { name: 'Show', exact: true })).toBeDisabled()
  await why.press('Escape')
  await expect(message()).toBeVisible()
  await expect(message().getByRole('button', { name: 'Show original' })).toBeFocused()
  const asked = () => monitor.sent().filter((name) => name === 'getRejected').length
  const before = asked()
  await page.keyboard.press('Enter')
  await why.fill('ticket 12')
  await why.press('Enter')
  await expect(message().getByRole('button', { name: 'Cover again' })).toBeVisible()
  expect(asked()).toBe(before + 1)
})

test('N1 axe finds nothing in a message with its faults, in either theme', async () => {
  await expectNoViolations(page, 'a message with its faults')
})
