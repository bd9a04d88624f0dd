import { expect, test, type Browser, type Page } from '@playwright/test'
import { failure } from '../../src/contract/failure.ts'
import type { Erased } from '../../src/contract/erasing.ts'
import { failed, ok, type Result } from '../../src/contract/result.ts'
import { expectNoViolations } from './axe-steps.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { openScriptedPage } from './scripted-page.ts'
import { firstPlace, settings } from './scripted-places.ts'

/** The built page on an engine that erases on request. */
let browser: Browser
let page: Page
let monitor: ScriptedMonitor
test.beforeAll(async () => {
  ;({ browser, page, monitor } = await openScriptedPage())
})
test.afterAll(() => browser.close())

test.beforeEach(async () => {
  monitor.answerWith('countErasable', () => ok({ messages: 2, kept: 2, upTo: '9' }))
  monitor.answerWith('eraseRejected', () => ok({ erased: 2 }))
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.evaluate(`location.hash = '#/rejected'`)
  await monitor.connectTo(firstPlace)
})

const dialog = () => page.getByRole('dialog', { name: 'Erase for good' })
const inDialog = (name: string) => dialog().getByRole('button', { name, exact: true })

test('the texts of picked messages are erased after a question that says how many', async () => {
  await page.getByRole('checkbox', { name: 'Select all' }).check()
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Erase for good…' }).click()
  await expect(dialog().getByRole('status')).toHaveText(
    'The texts of 2 messages and every version made of them will be erased for good. Nothing has been decided about them yet. Ids, times and reasons stay.',
  )
  await expectNoViolations(page, 'the question before erasing')
  await page.setViewportSize({ width: 640, height: 600 })
  await expect(inDialog('Erase')).toBeInViewport()
  await expectNoViolations(page, 'the question in a small window')
  await inDialog('Cancel').click()
  await expect(dialog()).toHaveCount(0)
  expect(monitor.sent()).not.toContain('eraseRejected')

  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Erase for good…' }).click()
  await inDialog('Erase').click()
  await expect(dialog()).toHaveCount(0)
  await expect(page.getByText('2 rejected messages erased')).toBeVisible()
  expect(monitor.lastInput('eraseRejected')).toEqual({ which: { by: 'ids', ids: ['1', '2'] }, upTo: '9' })
})

test('an erasure in progress cannot be cancelled, and says when it is done', async () => {
  const erasing = Promise.withResolvers<Result<Erased>>()
  monitor.answerWith('eraseRejected', () => erasing.promise)
  await page.getByRole('checkbox', { name: 'Select all' }).check()
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Erase for good…' }).click()
  await inDialog('Erase').click()
  await expect(inDialog('Cancel')).toBeDisabled()
  await page.keyboard.press('Escape')
  await inDialog('Close').click()
  await expect(dialog()).toBeVisible()
  erasing.resolve(failed(failure('database-unreachable')))
  await expect(dialog().getByRole('alert')).toBeVisible()
  await inDialog('Cancel').click()
  await expect(dialog()).toHaveCount(0)
  // Some may be gone.
  await expect(page.getByRole('button', { name: 'Show newer' })).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select all' }).uncheck()
})

test('the question is asked and answered with the keyboard alone, and says why it failed', async () => {
  monitor.answerWith('eraseRejected', () => failed(failure('database-unreachable')))
  await page.getByRole('checkbox', { name: 'Select all' }).focus()
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'More', exact: true }).focus()
  await page.keyboard.press('Enter')
  // The menu takes the focus a moment after it is seen; a key before that goes nowhere.
  await expect(page.getByRole('menu').locator(':focus')).toHaveCount(1)
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem').first()).toBeFocused()
  await page.keyboard.press('End')
  await expect(page.getByRole('menuitem', { name: 'Erase for good…' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog()).toBeVisible()
  await inDialog('Erase').focus()
  await page.keyboard.press('Enter')
  await expect(dialog().getByRole('alert')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog()).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'More', exact: true })).toBeFocused()
})

test('a question opened from a menu returns the focus to the menu, or to what is left beside it', async () => {
  const open = async (menu: string, item: string) => {
    await page.getByRole('button', { name: menu, exact: true }).click()
    await page.getByRole('menuitem', { name: item }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
  }
  await open('Export', 'JSON lines, in the clear…')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Export', exact: true })).toBeFocused()
  monitor.answerWith('sendBackRejected', () => ok({ runId: 'r' }))
  const all = page.getByRole('checkbox', { name: 'Select all' })
  await all.check()
  await open('More', 'Send back to the queue…')
  await page.getByRole('button', { name: 'Send back', exact: true }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(all).toBeFocused()
})

test('an erased message still shows its reasons, and nothing can be done with it', async () => {
  monitor.answerWith('getRejected', ({ id }) =>
    ok({
      ...{ id, messageId: 'm', runId: '6f1c2b1e-0000-4000-8000-000000000001', receiveCount: 1, bodyBytes: 9 },
      ...{ sentAt: '2026-03-04T05:06:07.000Z', rejectedAt: '2026-03-04T05:06:07.000Z' },
      reasons: [{ code: 'not-an-ip', pointer: '/ip', range: [1, 4], detail: null }],
      ...{ state: 'erased', stateAt: '2026-03-05T05:06:07.000Z', note: null, rowId: null },
      ...{ tags: [], investigatedSince: null, investigatedBy: null, body: '', covered: false, origin: null },
    }),
  )
  await page.getByRole('list', { name: 'Rejected messages' }).getByRole('button').first().click()
  const panel = page.getByRole('region', { name: 'Rejected message' })
  await expect(panel).toContainText('The text of this message was erased for good.')
  await expect(panel.getByRole('list', { name: 'Reasons' })).toContainText(
    'ip is not an IPv4 or IPv6 address',
  )
  await expect(panel.getByRole('button', { name: 'Mend…' })).toHaveCount(0)
  await expect(panel.getByRole('heading', { name: 'Body' })).toHaveCount(0)
  await expectNoViolations(page, 'a message that was erased')
})

test('Settings erase old rejected messages after a number of days that is validated', async () => {
  await page.evaluate(`location.hash = '#/settings'`)
  const sections = page.getByRole('navigation', { name: 'Sections of the settings' })
  await sections.getByRole('button', { name: 'Pipeline' }).click()
  const erase = page.getByRole('switch', { name: /Erase old rejected messages/ })
  await expect(erase).not.toBeChecked()
  await erase.check({ force: true })
  const days = page.getByLabel('Erase after (days)')
  await expect(days).toHaveValue('365')
  await days.fill('0')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Give a whole number from 1 to 36,500.')).toBeVisible()
  await days.fill('90')
  monitor.answerWith('savePreferences', () => ok({ saved: true, value: settings }))
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect
    .poll(() => monitor.lastInput('savePreferences'))
    .toMatchObject({ preferences: { pipeline: { rejectedDays: 90 } } })
})
