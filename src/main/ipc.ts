import { ipcMain, type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron'
import type { Frame } from '../contract/events.ts'
import { failure } from '../contract/failure.ts'
import { commandInputs, type CommandName, type MonitorClient } from '../contract/monitor.ts'
import type { Notice } from '../contract/notice.ts'
import type { PageAction } from '../contract/page-action.ts'
import { failed, type Result } from '../contract/result.ts'
import {
  commandChannel,
  frameChannel,
  issuesChannel,
  logsChannel,
  menuChannel,
  noticeChannel,
  releaseChannel,
} from '../preload/channels.ts'
import { pageOrigin } from './scheme.ts'
import { createWindowGates } from './window-gates.ts'
import type { Windows } from './windows.ts'

type WindowList = () => readonly BrowserWindow[]

/**
 * Puts the engine behind IPC: commands come only from the page in our own windows, and frames go only to it. Nothing
 * here throws to the page, and no state of a window can disturb the engine.
 */
export const serveMonitor = (engine: MonitorClient, windows: WindowList): void => {
  const gates = createWindowGates((window, frame) => deliver(window, frameChannel, frame))
  ipcMain.handle(commandChannel, async (event, ...envelope: readonly unknown[]): Promise<Result<unknown>> => {
    if (!isFromPage(event, windows)) return refused('unknown', 'it did not come from the page')
    const result = await answer(engine, envelope)
    // The snapshot contains what the gate still holds back: sent before it, the page can drop it; merged with later
    // frames, it could not.
    if (envelope[0] === 'getSnapshot') gates.flush(event.sender)
    return result
  })
  engine.listen((frame) => windows().forEach((window) => gates.of(window).take(frame)))
}

/** Asks the page for what was chosen in the menu. If all windows are closed, as a Mac allows, this opens one first. */
export const askPage = (windows: Windows, action: PageAction): void => {
  const former = windows.all()
  windows.show()
  windows.all().forEach((window) => tellPage(window, menuChannel, action, !former.includes(window)))
}

/** Opens a release for the page, which says neither which nor where. */
export const serveRelease = (windows: WindowList, openRelease: () => void): void => {
  ipcMain.on(releaseChannel, (event) => {
    if (isFromPage(event, windows)) openRelease()
  })
}

/** Shows the logs for the page, which names no path. */
export const serveLogs = (windows: WindowList, show: () => void): void => {
  ipcMain.on(logsChannel, (event) => {
    if (isFromPage(event, windows)) show()
  })
}

/** Opens the address for problem reports for the page, which names none; answers whether it was opened. */
export const serveIssues = (windows: WindowList, open: () => Promise<boolean>): void => {
  ipcMain.handle(issuesChannel, async (event) => isFromPage(event, windows) && (await open()))
}

/**
 * Shows in the page what the system did not show. If no window is open, nobody sees it; Monitor shows it later.
 *
 * @returns whether there was a window
 */
export const noticePage = (windows: Windows, notice: Notice): boolean => {
  const all = windows.all()
  all.forEach((window) => tellPage(window, noticeChannel, notice, false))
  return all.length > 0
}

/** A page that is still loading gets it afterwards; the preload keeps it until the page listens. */
const tellPage = (
  window: BrowserWindow,
  channel: string,
  message: PageAction | Notice,
  isNew: boolean,
): void => {
  const { webContents } = window
  if (isNew || webContents.isLoadingMainFrame())
    webContents.once('did-finish-load', () => deliver(window, channel, message))
  else deliver(window, channel, message)
}

/** Stricter than "one of our pages": the main frame, of a window we opened, at the page's exact origin. */
const isFromPage = (event: IpcMainInvokeEvent | IpcMainEvent, windows: WindowList): boolean => {
  const frame = event.senderFrame
  return (
    frame !== null &&
    frame.parent === null &&
    frame.origin === pageOrigin &&
    windows().some((window) => window.webContents === event.sender)
  )
}

const answer = async (engine: MonitorClient, envelope: readonly unknown[]): Promise<Result<unknown>> => {
  const [name, input, ...rest] = envelope
  if (!isCommandName(name)) return refused('unknown', 'there is no such command')
  if (!isObject(input) || rest.length > 0) return refused(name, 'it takes one object')
  try {
    // The engine checks the input against the command's schema; only the envelope is checked here.
    return await engine.send(name, input)
  } catch {
    return failed(failure('internal', { code: name }))
  }
}

const deliver = (window: BrowserWindow, channel: string, message: Frame | PageAction | Notice): void => {
  try {
    const contents = window.webContents
    if (!contents.isDestroyed() && !contents.isCrashed()) contents.send(channel, message)
  } catch {
    // The window closed between the check and the call. If it comes back, it asks for a snapshot.
  }
}

const isCommandName = (name: unknown): name is CommandName =>
  typeof name === 'string' && Object.hasOwn(commandInputs, name)

const isObject = (input: unknown): input is object =>
  typeof input === 'object' && input !== null && !Array.isArray(input)

const refused = (command: string, problems: string): Result<never> =>
  failed(failure('command-invalid', { command, problems }))
