import type { MenuItemConstructorOptions } from 'electron'
import { menuViews, type PageAction } from '../contract/page-action.ts'
import { isRunning, type RunState } from '../contract/run-state.ts'

type Item = MenuItemConstructorOptions

export interface MenuWorld {
  readonly platform: NodeJS.Platform
  readonly isPackaged: boolean
  readonly state: RunState
  readonly choose: (action: PageAction) => void
}

/** The native menu: roles, so that names and shortcuts are the system's, and Sluice's own items among them. */
export const menuTemplate = (world: MenuWorld): Item[] => [
  ...(world.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
  { role: 'fileMenu' },
  { role: 'editMenu' },
  { label: '&View', submenu: viewItems(world) },
  { label: '&Run', submenu: runItems(world) },
  { role: 'windowMenu' },
  { role: 'help', submenu: helpItems(world) },
]

/**
 * An item that the page performs. Its accelerator is shown, and the page's own key handler acts on it: registered here
 * as well it would fire twice. macOS registers it all the same, but asks the menu only for keys that the page left
 * alone, and those of its actions it never does.
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
  ...(world.platform === 'darwin' ? [] : ([{ type: 'separator' }, { role: 'about' }] as const)),
]
