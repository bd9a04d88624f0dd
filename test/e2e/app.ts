import { test as base, type Page, type TestInfo } from '@playwright/test'
import { isDeepStrictEqual } from 'node:util'
import { makeFolders, type Folders } from './folders.ts'
import { launchApp } from './launch.ts'
import { expectWaiting, runUntilEmpty } from './page-steps.ts'
import type { RunningApp } from './running-app.ts'
import { makeStartedFolders, seeding, type Commands } from './started-folders.ts'

interface AppAndFolders {
  readonly folders: Folders
  readonly app: RunningApp
}

interface Beforehand {
  /**
   * What the command line does to the folders before the app starts. An object, as Playwright mistakes some lists for
   * more than a value.
   */
  readonly before: { readonly commands: Commands }
}

/** An app that many tests share, and the size of its window at the start. */
interface Shared extends AppAndFolders {
  readonly size: Size
}

interface Size {
  readonly width: number
  readonly height: number
}

/** What the app of `drainedTest` has. */
export const drained = { rows: 116, rejected: 24 } as const

/** Gives each test its own app, with its hundred sample messages; it was started and ended before, to save time. */
export const test = base.extend<AppAndFolders & Beforehand, { readonly drained: Shared }>({
  before: [{ commands: [] }, { option: true }],
  folders: async ({ before }, use) => {
    const folders = await makeStartedFolders(before.commands)
    await use(folders)
    await folders.remove()
  },
  app: async ({ folders }, use, info) => {
    const app = await launchApp(folders)
    await use(app)
    await attachWhatWasSeen(app, info)
    await app.end()
  },
  drained: [
    async ({}, use) => {
      const folders = await makeStartedFolders([seeding(40, 23)])
      const app = await launchApp(folders)
      await expectWaiting(app.page, '140')
      await runUntilEmpty(app.page)
      await use({ folders, app, size: await sizeOf(app.page) })
      await app.end()
      await folders.remove()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

/** Gives each test an app that was never started before. */
export const freshTest = test.extend({
  folders: async ({}, use) => {
    const folders = await makeFolders()
    await use(folders)
    await folders.remove()
  },
})

/**
 * Gives all tests one app that has drained its queue in one run, for tests that leave queue, database and settings
 * unchanged. The page is as at its first start, reloaded for each.
 */
export const drainedTest = test.extend({
  folders: async ({ drained }, use) => use(drained.folders),
  app: async ({ drained: { app, size } }, use, info) => {
    const { page } = app
    if (!isDeepStrictEqual(await sizeOf(page), size)) await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme: null, reducedMotion: null })
    await page.evaluate('localStorage.clear(); location.hash = ""')
    // Otherwise the reload would find what it waits for.
    await page.waitForURL(({ hash }) => hash === '')
    await page.reload()
    // A window that another one covers draws once a second.
    await page.bringToFront()
    await use(app)
    await attachWhatWasSeen(app, info)
  },
})

/** The space that a page has, in pixels. A page that was never given a size has that of its window. */
const sizeOf = (page: Page): Promise<Size> => page.evaluate('({ width: innerWidth, height: innerHeight })')

const attachWhatWasSeen = async (app: RunningApp, info: TestInfo): Promise<void> => {
  if (info.status === info.expectedStatus) return
  const body = await app.page.screenshot().catch(() => null)
  if (body !== null) await info.attach('window', { body, contentType: 'image/png' })
  await info.attach('log', { body: app.log(), contentType: 'text/plain' })
}
