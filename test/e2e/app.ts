import { test as base } from '@playwright/test'
import { makeFolders, type Folders } from './folders.ts'
import { launchApp } from './launch.ts'
import type { RunningApp } from './running-app.ts'

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
