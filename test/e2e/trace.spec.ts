import { expect, test, type Browser, type Page } from '@playwright/test'
import { ok } from '../../src/contract/result.ts'
import { expectNoViolations } from './axe-steps.ts'
import { openView } from './page-steps.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { openScriptedPage } from './scripted-page.ts'
import { firstPlace } from './scripted-places.ts'

/** The built page on an engine that knows one message. */
let browser: Browser
let page: Page
let monitor: ScriptedMonitor
test.beforeAll(async () => {
  ;({ browser, page, monitor } = await openScriptedPage())
})
test.afterAll(() => browser.close())

const runId = '6f1c2b1e-0000-4000-8000-000000000001'
const at = '2026-03-04T05:06:07.000Z'

test.beforeEach(async () => {
  monitor.answerWith('traceMessage', ({ name }) =>
    ok(
      name === 'known'
        ? {
            rows: [{ rowId: '7', messageId: 'known', originId: 'order-1', runId, loadedAt: at }],
            rejections: [
              {
                ...{ id: '3', messageId: 'known', originId: 'order-1', runId, rejectedAt: at },
                reasons: [{ code: 'not-an-ip', pointer: '/ip', range: null, detail: null }],
                ...{ state: 'loaded' as const, rowId: '7', rule: 'former-names' },
              },
            ],
          }
        : { rows: [], rejections: [] },
    ),
  )
  await page.setViewportSize({ width: 1280, height: 800 })
  await monitor.connectTo(firstPlace)
})

const dialog = () => page.getByRole('dialog', { name: 'Trace a message' })
const ask = async (name: string) => {
  await dialog().getByLabel('Message id or origin id').fill(name)
  await page.keyboard.press('Enter')
}

test('a message is looked up by any of its ids, and each answer leads to where it is shown', async () => {
  await openView(page, 'Runs')
  await page.getByRole('button', { name: 'Trace…' }).click()
  await expect(dialog().getByLabel('Message id or origin id')).toBeFocused()
  await expect(dialog().getByRole('button', { name: 'Trace', exact: true })).toBeDisabled()
  await ask('  known ')
  expect(monitor.lastInput('traceMessage')).toEqual({ name: 'known' })
  const lines = dialog().getByRole('list', { name: 'What became of it' }).getByRole('listitem')
  await expect(lines).toHaveCount(2)
  await expect(lines.first()).toContainText('Loaded as row 7')
  await expect(lines.last()).toContainText(
    'then loaded by trying again, as row 7, mended by the rule former-names',
  )
  await expect(lines.last()).toContainText('ip is not an IPv4 or IPv6 address')
  await expectNoViolations(page, 'what became of a message')
  await page.setViewportSize({ width: 640, height: 600 })
  await expectNoViolations(page, 'what became of a message, in a small window')

  await lines.last().getByRole('link', { name: 'Rejected' }).click()
  await expect(dialog()).toHaveCount(0)
  await expect
    .poll(() => monitor.lastInput('mapRejected'))
    .toMatchObject({ filter: { state: 'all', messageId: 'known' } })
})

test('for an unknown id it says so, and the palette opens the field, too', async () => {
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('textbox').fill('trace')
  await page.keyboard.press('Enter')
  await ask('never seen')
  await expect(dialog().getByRole('status')).toHaveText(
    'Nothing is known of never seen here. It has not been received, or was loaded so long ago that the ledger has forgotten it.',
  )
  await page.keyboard.press('Escape')
  await expect(dialog()).toHaveCount(0)
})
