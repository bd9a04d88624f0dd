import { app, BrowserWindow, nativeTheme, type Event } from 'electron'
import { pageUrl } from './scheme.ts'
import { showWhenDrawn } from './show-when-drawn.ts'

/** The page's own --canvas, shown behind it until it has drawn itself, so that nothing flashes. */
const background = { light: '#f3f5f6', dark: '#12161a' }

/** How often a window whose process died is reloaded within `crashWindow` milliseconds, before it is left as it is. */
const crashLimit = 3
const crashWindow = 60_000

export interface Windows {
  /** Brings the window to the front, opening it if there is none. */
  readonly show: () => void
  /** The windows that show the page and are not destroyed. */
  readonly all: () => readonly BrowserWindow[]
}

/** The paths of the files that a window needs. */
export interface WindowFiles {
  readonly preload: string
  readonly icon: string
}

export interface WindowEvents {
  /** May keep the window open. */
  readonly onClose: (event: Event) => void
  /** Windows is about to log the person off. Electron sends no `before-quit` for that. */
  readonly onSessionEnd: () => void
}

/** The app's windows: at most one. They come and go without the engine noticing. */
export const createWindows = (files: WindowFiles, { onClose, onSessionEnd }: WindowEvents): Windows => {
  let current: BrowserWindow | null = null
  const all = (): readonly BrowserWindow[] => (current === null || current.isDestroyed() ? [] : [current])

  const open = (): void => {
    const window = openWindow(files)
    current = window
    window.on('close', onClose)
    window.on('query-session-end', onSessionEnd)
    window.on('closed', () => {
      if (current === window) current = null
    })
  }

  const show = (): void => {
    const [window] = all()
    if (window === undefined) return open()
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }
  return { show, all }
}

/** On Windows and macOS the program itself has the icon; on Linux an app without a menu entry, such as an AppImage, has none. */
const iconOf = ({ icon }: WindowFiles): { readonly icon?: string } =>
  process.platform === 'linux' ? { icon } : {}

const openWindow = (files: WindowFiles): BrowserWindow => {
  const window = new BrowserWindow({
    name: 'monitor',
    windowStatePersistence: true,
    title: 'Sluice',
    ...iconOf(files),
    width: 1280,
    height: 800,
    minWidth: 640,
    minHeight: 600,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload: files.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  })
  showWhenDrawn(window)
  reloadAfterCrash(window)
  // A window closed while it loads rejects this; there is nobody left to inform.
  window.loadURL(pageUrl).catch(() => undefined)
  return window
}

/** A page that died asks for a snapshot when it is back, and shows correct counters again. */
const reloadAfterCrash = (window: BrowserWindow): void => {
  let crashes: readonly number[] = []
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return
    const now = performance.now()
    crashes = [...crashes.filter((at) => at > now - crashWindow), now]
    if (crashes.length <= crashLimit && !window.isDestroyed()) window.webContents.reload()
  })
}
