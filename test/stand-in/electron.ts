/* What `import … from 'electron'` resolves to in main when the app runs on the stand-in. */
export { app } from './app.ts'
export { StandInWindow as BrowserWindow } from './browser-window.ts'
export { dialog, nativeTheme, net, shell } from './furniture.ts'
export { ipcMain } from './ipc-main.ts'
export { Menu } from './menu.ts'
export { StandInNotification as Notification } from './notification.ts'
export { protocol } from './protocol.ts'
export { session } from './session.ts'
