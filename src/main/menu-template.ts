import type { MenuItemConstructorOptions } from 'electron'
import { menuViews, type PageAction } from '../contract/page-action.ts'
import { isRunning, type RunState } from '../contract/run-state.ts'

type Item = MenuItemConstructorOptions

export interface MenuWorld {
  readonly platform: NodeJS.Platform
  readonly isPackaged: boolean
  readonly state: RunState
  readonly choose: (action: PageAction) => void
  readonly showLogs: () => void
}

/** The native menu: roles, so that names and shortcuts are the system's, with Sluice's own items among them. */
export const menuTemplate = (world: MenuWorld): Item[] => [
  ...(world.platform === 'darwin'
    ? ([{ role: 'appMenu', submenu: appItems(world) }, { role: 'fileMenu' }] as const)
    : ([{ role: 'fileMenu', submenu: fileItems(world) }] as const)),
  { role: 'editMenu' },
  { label: '&View', submenu: viewItems(world) },
  { label: '&Run', submenu: runItems(world) },
  { role: 'windowMenu' },
  { role: 'help', submenu: helpItems(world) },
]

/**
 * An item that the page performs. Its accelerator is only shown, and the page's own key handler acts on it: if it
 * were registered here as well it would fire twice. macOS registers it anyway, but asks the menu only for keys that
 * the page left alone, and the page never leaves its own actions' keys alone.
 */
const item = (
  { choose }: MenuWorld,
  action: PageAction,
  label: string,
  accelerator: string | null,
  enabled = true,
): Item => ({
  id: action,
  label,
  enabled,
  ...(accelerator === null ? {} : { accelerator, registerAccelerator: false }),
  click: () => choose(action),
})

const settingsItem = (world: MenuWorld): Item => item(world, 'settings', 'Settings…', 'CmdOrCtrl+,')

/** The items of Electron's own `appMenu`, in the same order, with the settings where a Mac has them. */
const appItems = (world: MenuWorld): Item[] => [
  { role: 'about' },
  { type: 'separator' },
  settingsItem(world),
  { type: 'separator' },
  { role: 'services' },
  { type: 'separator' },
  { role: 'hide' },
  { role: 'hideOthers' },
  { role: 'unhide' },
  { type: 'separator' },
  { role: 'quit' },
]

const fileItems = (world: MenuWorld): Item[] => [settingsItem(world), { type: 'separator' }, { role: 'quit' }]

const viewItems = (world: MenuWorld): Item[] => [
  ...menuViews.map(({ view, label }, index) => item(world, `view-${view}`, label, `CmdOrCtrl+${index + 1}`)),
  { type: 'separator' },
  item(world, 'palette', 'Command Palette…', 'CmdOrCtrl+K'),
  item(world, 'refresh', 'Refresh', 'CmdOrCtrl+R'),
  { type: 'separator' },
  { role: 'resetZoom' },
  { role: 'zoomIn' },
  { role: 'zoomOut' },
  { type: 'separator' },
  { role: 'togglefullscreen' },
  ...(world.isPackaged ? [] : ([{ type: 'separator' }, { role: 'toggleDevTools' }] as const)),
]

const runItems = (world: MenuWorld): Item[] => {
  const { state } = world
  return [
    item(world, 'run', 'Run', 'CmdOrCtrl+Enter', state === 'idle'),
    item(world, 'pause', state === 'paused' ? 'Resume' : 'Pause', 'CmdOrCtrl+Shift+Enter', isRunning(state)),
    item(world, 'stop', 'Stop', 'CmdOrCtrl+.', isRunning(state)),
  ]
}

const helpItems = (world: MenuWorld): Item[] => [
  // Its key is a plain "?", which a menu would take away from text fields.
  item(world, 'shortcuts', 'Keyboard Shortcuts', null),
  { type: 'separator' },
  // Performed by the app itself, so that it works even if the page shows nothing.
  { id: 'logs', label: 'Show Log Folder', click: world.showLogs },
  item(world, 'report', 'Report a Problem…', null),
  ...(world.platform === 'darwin' ? [] : ([{ type: 'separator' }, { role: 'about' }] as const)),
]
