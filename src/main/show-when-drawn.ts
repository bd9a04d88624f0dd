import type { BrowserWindow } from 'electron'

/** How long a window may stay hidden while its page loads, in milliseconds. */
const patience = 2_000

/** The part of a window needed to show it. */
export interface ShowableWindow extends Pick<BrowserWindow, 'show' | 'isDestroyed'> {
  once(event: 'ready-to-show' | 'closed', listener: () => void): unknown
  readonly webContents: { once(event: 'did-finish-load' | 'did-fail-load', listener: () => void): unknown }
}

/**
 * Shows the window as soon as its page is drawn. Under Wayland `ready-to-show` may never come (electron#48859), and a
 * page that fails to load never draws: so the end of loading counts as well, and after a while the wait ends.
 */
export const showWhenDrawn = (window: ShowableWindow): void => {
  let waits = true
  const show = (): void => {
    clearTimeout(late)
    if (waits && !window.isDestroyed()) window.show()
    waits = false
  }
  const late = setTimeout(show, patience)
  window.once('ready-to-show', show)
  window.webContents.once('did-finish-load', show)
  window.webContents.once('did-fail-load', show)
  window.once('closed', () => {
    waits = false
    clearTimeout(late)
  })
}
