import { app, Menu, type MenuItemConstructorOptions } from 'electron'

/** The native menu, of roles, so that labels and shortcuts are those of the system. Reloading is not in it: the page keeps itself current. */
export const installMenu = (): void => {
  Menu.setApplicationMenu(Menu.buildFromTemplate(process.platform === 'darwin' ? macMenu() : menu()))
}

const macMenu = (): MenuItemConstructorOptions[] => [
  { role: 'appMenu' },
  { role: 'fileMenu' },
  { role: 'editMenu' },
  viewMenu(),
  { role: 'windowMenu' },
]

const menu = (): MenuItemConstructorOptions[] => [
  { role: 'fileMenu' },
  { role: 'editMenu' },
  viewMenu(),
  { role: 'windowMenu' },
  { role: 'help', submenu: [{ role: 'about' }] },
]

const viewMenu = (): MenuItemConstructorOptions => ({
  label: '&View',
  submenu: [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
    ...(app.isPackaged ? [] : ([{ type: 'separator' }, { role: 'toggleDevTools' }] as const)),
  ],
})
