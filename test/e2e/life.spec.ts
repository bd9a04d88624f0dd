import { expect, type Page } from '@playwright/test'
import { test } from './app.ts'
import { launchApp } from './launch.ts'
import { answerQuestions } from './question-steps.ts'
import type { RunningApp } from './running-app.ts'
import { seeding } from './started-folders.ts'
import { expectWaiting, openView, runUntilEmpty, startLimit } from './page-steps.ts'

/** These are added to the hundred messages of the first start, one of them malformed. */
const seeded = { count: 12_000, malformed: 120 }
const total = seeded.count + 100
const rejected = seeded.malformed + 1

const numberIn = async (page: Page, testId: string): Promise<number> =>
  Number((await page.getByTestId(testId).innerText()).replaceAll(',', ''))

/** Starts a run over many messages and returns in the middle of it. */
const startAndReceive = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect.poll(() => numberIn(page, 'count-received'), { intervals: [20] }).toBeGreaterThan(0)
}

const runHalfway = async ({ page }: RunningApp): Promise<void> => {
  await expectWaiting(page, total.toLocaleString('en'))
  await startAndReceive(page)
}

const ways = [
  ['is quit', (app) => app.evaluate((electron) => electron.app.quit(), null)],
  [
    'has its window closed',
    (app) => app.evaluate((electron) => electron.BrowserWindow.getAllWindows()[0]?.close(), null),
  ],
  ['gets SIGTERM', (app) => Promise.resolve(app.signal('SIGTERM'))],
] satisfies [string, (app: RunningApp) => Promise<void>][]

test('shows the correct counters again after a reload', { tag: '@long' }, async ({ app: { page } }) => {
  await expectWaiting(page, '100')
  await runUntilEmpty(page)
  await page.reload()
  await expect(page.getByTestId('count-loaded')).toHaveText('99')
  await expect(page.getByTestId('count-rejected')).toHaveText('1')
  await expect(page.getByTestId('run-end')).toContainText('Drained')
})

test.describe('with a long run', () => {
  // Two starts and three thousand messages, on whatever machine this is.
  test.describe.configure({ timeout: 180_000 })

  // Before the app starts: both need the data folder to themselves.
  test.use({ before: { commands: [seeding(seeded.count, seeded.malformed)] } })

  test('continues during a reload, and no count is lost (A16)', async ({ app }) => {
    const { page } = app
    await runHalfway(app)
    await page.reload()
    await expect(page.getByTestId('run-end')).toContainText('Drained', { timeout: startLimit })
    expect(await numberIn(page, 'count-received')).toBe(total)
    expect(await numberIn(page, 'count-loaded')).toBe(total - rejected)
    expect(await numberIn(page, 'count-rejected')).toBe(rejected)
  })

  test(
    'ends cleanly in mid-run, and loses nothing, when it is quit, has its window closed or gets SIGTERM',
    { tag: '@long' },
    async ({ app, folders }) => {
      await expectWaiting(app.page, total.toLocaleString('en'))
      let running = app
      for (const [name, leave] of ways) {
        await test.step(name, async () => {
          await startAndReceive(running.page)
          await answerQuestions(running, 'Stop and Quit')
          // The main process may be gone before it can reply.
          await leave(running).catch(() => undefined)
          expect(await running.exit).toEqual({ code: 0, signal: null })

          running = await launchApp(folders)
          await expect(running.page.getByTestId('depth-in-flight')).toHaveText('0', { timeout: startLimit })
        })
      }
      try {
        await runUntilEmpty(running.page)
        expect(await numberIn(running.page, 'count-duplicates')).toBe(0)
        await openView(running.page, 'Rows')
        const rows = (total - rejected).toLocaleString('en')
        await expect(running.page.getByTestId('rows-range')).toContainText(`of ${rows}`)
      } finally {
        await running.end()
      }
    },
  )

  test('exits at once when it is told twice', { tag: '@long' }, async ({ app }) => {
    await runHalfway(app)
    app.signal('SIGTERM')
    await app.page.waitForTimeout(1_200).catch(() => undefined)
    app.signal('SIGTERM')
    const { code, signal } = await app.exit
    expect(code !== null || signal === 'SIGTERM').toBe(true)
  })
})
