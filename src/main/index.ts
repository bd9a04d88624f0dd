import { app, session } from 'electron'
import { join } from 'node:path'
import { loadSettings, type Settings } from '../app/config.ts'
import { openEngine } from '../app/engine.ts'
import type { Preferences } from '../contract/preferences.ts'
import { isRunning, runStateOf } from '../contract/run-state.ts'
import { openPageFiles } from '../page/page-files.ts'
import { askToQuit } from './ask-to-quit.ts'
import { askWhere, askWhereRule, askWhich } from './ask-where.ts'
import { chooseEvent } from './choose-event.ts'
import { confinePages, denyDownloads, denyPermissions } from './confine.ts'
import { demandSandbox } from './demand-sandbox.ts'
import { demandScreen } from './demand-screen.ts'
import { findEngineThread } from './engine-place.ts'
import { follow } from './follow.ts'
import { takeIdentity } from './identity.ts'
import { askPage, noticePage, serveMonitor } from './ipc.ts'
import { installMenu } from './menu.ts'
import { showNotices } from './notify.ts'
import { asksToEnd, createQuit, quitOnSignals } from './quit.ts'
import { failureOf, refuseToStart } from './refuse.ts'
import { saveExports } from './save-exports.ts'
import { saveRules } from './save-rules.ts'
import { registerPageScheme, servePage } from './scheme.ts'
import { serveHelp, showLogs } from './serve-help.ts'
import { serveUpdates } from './serve-updates.ts'
import { leaveStartMark } from './start-mark.ts'
import { showProgress } from './task-bar.ts'
import { createWindows } from './windows.ts'

// All paths are relative to this entry; modules that it imports may be bundled into a chunk elsewhere.
const engineThread = new URL('./engine-thread.js', import.meta.url)
const preloadPath = join(import.meta.dirname, '../preload/index.cjs')
const pageFolder = join(import.meta.dirname, '../renderer')
const windowFiles = { preload: preloadPath, icon: join(pageFolder, 'icon.png') }

const start = async (settings: Settings): Promise<void> => {
  const engine = openEngine(await findEngineThread(engineThread), settings)
  const followed = follow(engine)
  const quit = createQuit({
    close: engine.close,
    isRunning: () => isRunning(runStateOf(followed.snapshot())),
    ask: (signal) => askToQuit(windows, signal),
  })
  const windows = createWindows(windowFiles, { onClose: quit.onWindowClose, onSessionEnd: quit.now })
  const exporting = saveRules(saveExports(engine, askWhere(windows)), askWhereRule(windows))
  const forPage = chooseEvent(exporting, askWhich(windows))
  serveMonitor(forPage, windows.all)
  confinePages()
  app.on('second-instance', (_event, args) => quit.onSecondStart(windows.show, args))
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })

  await app.whenReady()
  quitOnSignals(quit)
  denyPermissions(session.defaultSession)
  denyDownloads(session.defaultSession)
  servePage(openPageFiles(pageFolder))
  installMenu(
    followed,
    (action) => askPage(windows, action),
    () => showLogs(settings.dataFolder),
  )
  serveHelp(windows, settings.dataFolder)
  const askPreferences = async (): Promise<Preferences | null> => {
    const view = await engine.send('getSettings', {})
    return view.ok ? view.value.preferences : null
  }
  const askNotifications = async () => (await askPreferences())?.notifications ?? null
  showNotices(followed, windows, askNotifications, (notice) => noticePage(windows, notice))
  showProgress(followed, windows)
  app.on('activate', windows.show)
  windows.show()
  leaveStartMark('ready')
  await serveUpdates(followed, windows, async () => (await askPreferences())?.updates ?? null)
}

const main = async (): Promise<void> => {
  registerPageScheme()
  demandScreen()
  demandSandbox()
  const settings = loadSettings()
  if (!settings.ok) return refuseToStart(settings.failure, 2)
  takeIdentity(settings.value.dataFolder)
  if (!app.requestSingleInstanceLock()) {
    leaveStartMark('handed-over')
    return app.quit()
  }
  // There was no copy to end.
  if (asksToEnd(process.argv)) return app.quit()
  await start(settings.value)
}

// A failure here is one of the installation itself: a missing file, a system port that does not open.
main().catch((cause: unknown) => refuseToStart(failureOf(cause), 1))
