import { expect, type Page } from '@playwright/test'
import { test } from './app.ts'
import { seeding } from './started-folders.ts'
import {
  barsShown,
  breakNotifications,
  clickNotification,
  countFrames,
  engineSnapshot,
  focus,
  framesSent,
  notificationsShown,
  textInWindow,
  turnWindow,
  watchDesktop,
} from './desktop-steps.ts'
import { expectWaiting, runUntilEmpty, startLimit } from './page-steps.ts'
import { answerQuestions, questionsAsked } from './question-steps.ts'
import type { RunningApp } from './running-app.ts'

const quit = (app: RunningApp): Promise<void> => app.evaluate((electron) => electron.app.quit(), null)

const closeWindow = (app: RunningApp): Promise<void> =>
  app.evaluate((electron) => electron.BrowserWindow.getAllWindows()[0]?.close(), null)

const startRun = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByTestId('count-received')).not.toHaveText('0')
}

test('reports that the queue is drained when the window is not in front, and a click brings it', async ({
  app,
}) => {
  await expectWaiting(app.page, '100')
  await watchDesktop(app)
  expect(await focus(app, 'leave')).toBe(false)
  await runUntilEmpty(app.page)
  await expect
    .poll(() => notificationsShown(app))
    .toEqual([{ title: 'The queue is drained', body: '99 loaded, 0 duplicate, 1 rejected.' }])
  await expect(app.page.getByText('99 loaded, 0 duplicate, 1 rejected.')).toHaveCount(0)
  await clickNotification(app)
  expect(await focus(app)).toBe(true)
})

test('reports in the page, until it is closed, what the system does not show', async ({ app }) => {
  const { page } = app
  await expectWaiting(page, '100')
  expect(await focus(app, 'leave')).toBe(false)
  const toast = page.getByRole('alert').filter({ hasText: 'The queue is drained' })
  for (const [lack, words] of [
    ['has no notifications', '99 loaded, 0 duplicate, 1 rejected.'],
    ['fails to show one', '0 loaded, 0 duplicate, 0 rejected.'],
    ['shows none', '0 loaded, 0 duplicate, 0 rejected.'],
  ] as const) {
    await test.step(`which ${lack}`, async () => {
      await breakNotifications(app, lack)
      await page.getByRole('button', { name: 'Run', exact: true }).click()
      await expect(toast).toHaveCount(1, { timeout: startLimit })
      await expect(toast).toContainText(words)
      if (lack === 'shows none') {
        // It does not go away by itself.
        await page.waitForTimeout(4_000)
        await expect(toast).toHaveCount(1)
      }
      await toast.getByRole('button', { name: 'Close', exact: true }).click()
      await expect(toast).toHaveCount(0)
    })
  }
})

test('reports nothing to a person who looks at the window', { tag: '@long' }, async ({ app }) => {
  await expectWaiting(app.page, '100')
  await watchDesktop(app)
  expect(await focus(app, 'take')).toBe(true)
  await runUntilEmpty(app.page)
  await app.page.waitForTimeout(500)
  expect(await notificationsShown(app)).toEqual([])
})

test('quits without a question when nothing is running', async ({ app }) => {
  await expectWaiting(app.page, '100')
  await answerQuestions(app, null)
  await quit(app).catch(() => undefined)
  expect(await app.exit).toEqual({ code: 0, signal: null })
})

test.describe('with a long run', () => {
  test.describe.configure({ timeout: 180_000 })
  test.use({ before: { commands: [seeding(6_000, 1_500)] } })

  test(
    'shows on the task bar how far a run is and takes the bar away, and tells of many rejections once',
    { tag: '@long' },
    async ({ app }) => {
      await expectWaiting(app.page, '6,100')
      await watchDesktop(app)
      await focus(app, 'leave')
      await runUntilEmpty(app.page)
      const bars = await barsShown(app)
      expect(bars.at(-1)).toBe(-1)
      const parts = bars.slice(0, -1).filter((bar) => bar <= 1)
      expect(parts.length).toBeGreaterThan(2)
      expect(parts).toEqual(parts.toSorted((a, b) => a - b))
      const titles = (await notificationsShown(app)).map(({ title }) => title)
      expect(titles).toEqual(['Many messages are rejected', 'The queue is drained'])
    },
  )

  test('asks before quitting or closing the window ends a run, and keeps running when told so', async ({
    app,
  }) => {
    const { page } = app
    await expectWaiting(page, '6,100')
    await startRun(page)
    for (const wish of [quit, closeWindow]) {
      await answerQuestions(app, 'Keep Running')
      await wish(app)
      const [question, ...more] = await questionsAsked(app)
      expect(more).toEqual([])
      expect(question?.message).toBe('A run is in progress. Stop it and quit?')
      expect(question?.buttons[question.cancelId]).toBe('Keep Running')
      expect(question?.buttons[question.defaultId]).toBe('Stop and Quit')
    }
    await expect(page.getByTestId('run-end')).toContainText('Drained', { timeout: startLimit })
    await expect(page.getByTestId('count-received')).toHaveText('6,100')
  })

  for (const away of ['hide', 'minimize'] as const) {
    test(
      `gets a frame a second at most after ${away}, and true numbers when it is shown again (C19)`,
      { tag: '@long' },
      async ({ app }) => {
        const { page } = app
        await expectWaiting(page, '6,100')
        await startRun(page)
        const before = await engineSnapshot(page)
        await turnWindow(app, away)
        await countFrames(app)
        const began = performance.now()
        // What nobody sees is still true, though late.
        await expect(page.getByTestId('run-end')).toContainText('Drained', { timeout: startLimit })
        const seconds = (performance.now() - began) / 1_000
        const sent = await framesSent(app)
        await turnWindow(app, away === 'hide' ? 'show' : 'restore')
        const after = await engineSnapshot(page)
        expect(sent).toBeLessThanOrEqual(Math.ceil(seconds) + 1)
        expect(after.seq - before.seq).toBeGreaterThan(2 * sent)
        expect(after.run?.counts).toMatchObject({ received: 6_100, loaded: 4_599, rejected: 1_501 })
        for (const [name, count] of [
          ['received', '6,100'],
          ['loaded', '4,599'],
          ['rejected', '1,501'],
        ])
          await expect(page.getByTestId(`count-${name}`)).toHaveText(count ?? '')
        await expect(page.getByTestId('depth-visible')).toHaveText('0')
      },
    )
  }

  test('asks once however often it is told, and a signal needs no answer', async ({ app }) => {
    await expectWaiting(app.page, '6,100')
    await answerQuestions(app, null)
    await startRun(app.page)
    await quit(app)
    await quit(app)
    expect(await questionsAsked(app)).toHaveLength(1)
    app.signal('SIGTERM')
    expect(await app.exit).toEqual({ code: 0, signal: null })
  })

  test(
    'loads a page again whose process crashed in mid-run, and no count is lost (A16)',
    { tag: '@long' },
    async ({ app }) => {
      await expectWaiting(app.page, '6,100')
      await startRun(app.page)
      await app.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
      }, null)
      const text = (id: string) => textInWindow(app, id).catch(() => null)
      await expect.poll(() => text('run-end'), { timeout: 60_000 }).toContain('Drained')
      expect(await text('count-received')).toBe('6,100')
      expect(await text('count-loaded')).toBe('4,599')
      expect(await text('count-rejected')).toBe('1,501')
      const windows = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length, null)
      expect(windows).toBe(1)
    },
  )
})
