import { expect } from '@playwright/test'
import { menuViews, pageActions } from '../../src/contract/page-action.ts'
import { drainedTest, test } from './app.ts'
import { seeding } from './started-folders.ts'
import { choose, menuItem } from './menu-steps.ts'
import { expectWaiting, startLimit } from './page-steps.ts'

drainedTest(
  'every view, the palette, the sheet of shortcuts and the report of a problem open from the native menu',
  async ({ app }) => {
    const { page } = app
    for (const { view, label } of menuViews.toReversed()) {
      await choose(app, `view-${view}`)
      await expect(page.getByRole('heading', { level: 1, name: label, exact: true })).toBeVisible()
    }
    await choose(app, 'palette')
    await expect(page.getByRole('textbox', { name: 'Find a command' })).toBeVisible()
    await page.keyboard.press('Escape')
    await choose(app, 'shortcuts')
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    await page.keyboard.press('Escape')
    await choose(app, 'report')
    await expect(page.getByRole('dialog', { name: 'Report a problem' })).toBeVisible()
  },
)

test('a choice while no window is open opens one and is performed there', async ({ app }) => {
  await expectWaiting(app.page, '100')
  // As on a Mac, where the app continues without a window.
  await app.evaluate((electron) => {
    electron.app.removeAllListeners('window-all-closed')
    electron.app.on('window-all-closed', () => undefined)
    electron.BrowserWindow.getAllWindows()[0]?.close()
  }, null)
  const context = app.page.context()
  await expect.poll(() => context.pages().includes(app.page)).toBe(false)
  const opened = context.waitForEvent('page')
  await choose(app, 'settings')
  const page = await opened
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()

  await app.evaluate((electron) => electron.BrowserWindow.getAllWindows()[0]?.close(), null)
  await expect.poll(() => context.pages().includes(page)).toBe(false)
  const again = context.waitForEvent('page')
  await choose(app, 'run')
  await expect((await again).getByTestId('run-end')).toContainText('Drained', { timeout: startLimit })
})

drainedTest('the keys in the menu are those on the sheet of shortcuts', async ({ app }) => {
  const { page } = app
  await choose(app, 'shortcuts')
  const lines = page.getByRole('dialog', { name: 'Keyboard shortcuts' }).locator('dd')
  await expect(lines.first()).toBeVisible()
  const sheet = (await lines.allInnerTexts()).map((keys) => keys.trim())
  for (const id of pageActions) {
    const keys = (await menuItem(app, id))?.accelerator
    if (keys != null) expect(sheet).toContain(keys.replace('CmdOrCtrl', 'Ctrl').replace('Enter', '↵'))
  }
})

test.describe('with many messages', () => {
  test.use({ before: { commands: [seeding(5_000, 50)] } })

  test('a run is started, paused, resumed and stopped from the menu, which offers what can be done', async ({
    app,
  }) => {
    const { page } = app
    const offered = async () =>
      Promise.all((['run', 'pause', 'stop'] as const).map(async (id) => (await menuItem(app, id))?.enabled))
    await expectWaiting(page, '5,100')
    expect(await offered()).toEqual([true, false, false])
    await choose(app, 'view-rows')
    await choose(app, 'run')
    await expect.poll(offered).toEqual([false, true, true])
    await choose(app, 'pause')
    await expect(page.getByTestId('phase')).toContainText('Paused')
    await expect.poll(async () => (await menuItem(app, 'pause'))?.label).toBe('Resume')
    await choose(app, 'pause')
    await expect.poll(async () => (await menuItem(app, 'pause'))?.label).toBe('Pause')
    await choose(app, 'stop')
    await expect(page.getByTestId('run-end')).toContainText('Stopped', { timeout: startLimit })
    await expect.poll(offered).toEqual([true, false, false])
  })
})
