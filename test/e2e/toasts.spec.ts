import { expect, test, type Browser, type Page } from '@playwright/test'
import { failure } from '../../src/contract/failure.ts'
import { failed, ok } from '../../src/contract/result.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { openScriptedPage } from './scripted-page.ts'
import { firstPlace } from './scripted-places.ts'

/** What is said in a corner, in the built page on an engine that does what each test says. */
let browser: Browser
let page: Page
let monitor: ScriptedMonitor

test.beforeAll(async () => {
  ;({ browser, page, monitor } = await openScriptedPage())
})

test.afterAll(() => browser.close())

/** Whether nothing lies over the middle of each of these. */
const isFree = (selector: string): Promise<boolean> =>
  page.evaluate<boolean>(`(() => [...document.querySelectorAll(${JSON.stringify(selector)})]
    .filter((each) => each.checkVisibility())
    .every((each) => {
      const box = each.getBoundingClientRect()
      const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
      return hit !== null && (each.contains(hit) || hit.contains(each))
    }))()`)

const toasts = () => page.getByRole('alert').filter({ has: page.getByRole('button', { name: 'Close' }) })

test('several toasts lie in the window, over no footer, no status line and no way to another view', async () => {
  await monitor.connectTo(firstPlace)
  monitor.answerWith('discardRejected', () => ok({ changed: 1, changeId: crypto.randomUUID() }))
  await page.evaluate(`location.hash = '#/rejected'`)
  const discard = async () => {
    const list = page.getByRole('list', { name: 'Rejected messages' })
    await list.getByRole('button').first().focus()
    await page.keyboard.press('Delete')
  }
  for (const time of [0, 1]) {
    await discard()
    await expect(toasts()).toHaveCount(time + 1)
  }
  for (const port of [5432, 5433, 5433, 5433, 5434]) {
    const before = monitor.sent().length
    monitor.answerWith('discardRejected', () =>
      failed(failure('database-not-listening', { address: `first.test:${port}`, code: 'ECONNREFUSED' })),
    )
    await discard()
    await expect.poll(() => monitor.sent().slice(before)).toContain('discardRejected')
    await expect(toasts().filter({ hasText: `first.test:${port}` })).toHaveCount(1)
  }
  await expect(toasts()).toHaveCount(5)
  for (const [width, height] of [
    [320, 480],
    [640, 480],
    [900, 600],
    [1280, 800],
  ] as const)
    await test.step(`${width} × ${height}`, async () => {
      await page.setViewportSize({ width, height })
      for (const toast of await toasts().all()) {
        const close = toast.getByRole('button', { name: 'Close' })
        await close.scrollIntoViewIfNeeded()
        await expect(close).toBeInViewport()
        await close.click({ trial: true })
      }
      expect(await isFree('body footer')).toBe(true)
      // Where there is only room for one beside the other, they lie over the navigation until they are closed.
      if (width >= 640) expect(await isFree('nav[aria-label="Views"] a')).toBe(true)
    })
})

test('the word for a view that is pointed at lies beside the navigation, not over the next view', async () => {
  await page.setViewportSize({ width: 640, height: 480 })
  await page.reload()
  await monitor.connectTo(firstPlace)
  const links = page.getByRole('navigation', { name: 'Views' }).getByRole('link')
  await links.nth(3).hover()
  await expect(page.getByRole('tooltip')).toBeVisible()
  expect(await isFree('nav[aria-label="Views"] a')).toBe(true)
})
