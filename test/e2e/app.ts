import { expect, test as base, type Page } from '@playwright/test'
import { makeFolders, type Folders } from './folders.ts'
import { findHost } from './host.ts'
import { launchElectron } from './launch-electron.ts'
import { launchStandIn } from './launch-stand-in.ts'
import type { RunningApp } from './running-app.ts'

/** How long the first start of the built-in queue and database may take, in milliseconds. */
export const startLimit = 45_000

/** Starts the built app with folders of its own, on Electron or on the stand-in for it. */
export const launchApp = (folders: Folders): Promise<RunningApp> => {
  const host = findHost()
  return host.kind === 'electron' ? launchElectron(host.executable, folders) : launchStandIn(folders)
}

/** Gives each test an app that was never started before, with its hundred sample messages. */
export const test = base.extend<{ readonly folders: Folders; readonly app: RunningApp }>({
  folders: async ({}, use) => {
    const folders = await makeFolders()
    await use(folders)
    await folders.remove()
  },
  app: async ({ folders }, use, info) => {
    const app = await launchApp(folders)
    await use(app)
    if (info.status !== info.expectedStatus) {
      const body = await app.page.screenshot().catch(() => null)
      if (body !== null) await info.attach('window', { body, contentType: 'image/png' })
      await info.attach('log', { body: app.log(), contentType: 'text/plain' })
    }
    await app.end()
  },
})

/** Waits until the queue shows this many waiting messages. */
export const expectWaiting = (page: Page, count: string): Promise<void> =>
  expect(page.getByTestId('depth-visible')).toHaveText(count, { timeout: startLimit })

/** Clicks Run and waits until everything on the queue is settled. */
export const runUntilEmpty = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByTestId('run-end')).toContainText('Drained', { timeout: startLimit })
}

/** Opens one of the views by its name in the navigation. */
export const openView = (page: Page, name: 'Monitor' | 'Rejected' | 'Rows'): Promise<void> =>
  page.getByRole('navigation').getByText(name, { exact: true }).click()
