import { expect } from '@playwright/test'
import { test } from './app.ts'
import { makeFolders } from './folders.ts'
import { launchApp } from './launch.ts'

// Only the stand-in can withhold the event; on Electron itself this shows that the window appears.
test(
  'the window appears although the system never says that it is ready to show',
  { tag: '@long' },
  async () => {
    const folders = await makeFolders()
    const app = await launchApp(folders, { STAND_IN_WITHOUT_READY_TO_SHOW: '1' })
    try {
      await expect
        .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible(), null))
        .toBe(true)
    } finally {
      await app.end()
      await folders.remove()
    }
  },
)
