import type { BrowserWindow, WebContents } from 'electron'
import type { Frame } from '../contract/events.ts'
import { createFrameGate, type FrameGate } from './frame-gate.ts'

export interface WindowGates {
  readonly of: (window: BrowserWindow) => FrameGate
  /** Sends what is held back for this page's window. */
  readonly flush: (contents: WebContents) => void
}

/** A gate for each window, which follows whether the window is visible. */
export const createWindowGates = (send: (window: BrowserWindow, frame: Frame) => void): WindowGates => {
  const gates = new WeakMap<WebContents, FrameGate>()

  const open = (window: BrowserWindow): FrameGate => {
    const gate = createFrameGate((frame) => send(window, frame))
    gates.set(window.webContents, gate)
    if (window.isMinimized()) gate.hide()
    window.on('hide', gate.hide)
    window.on('minimize', gate.hide)
    // Not every system reports all of them; one is enough, and a window with the focus is always visible.
    window.on('show', gate.show)
    window.on('restore', gate.show)
    window.on('focus', gate.show)
    window.once('closed', gate.close)
    return gate
  }
  return {
    of: (window) => gates.get(window.webContents) ?? open(window),
    flush: (contents) => gates.get(contents)?.flush(),
  }
}
