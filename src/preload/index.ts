import { contextBridge, ipcRenderer } from 'electron'
import type { Frame } from '../contract/events.ts'
import { failure } from '../contract/failure.ts'
import type { Notice } from '../contract/notice.ts'
import type { DesktopClient, PageAction } from '../contract/page-action.ts'
import { failed, type Result } from '../contract/result.ts'
import {
  commandChannel,
  frameChannel,
  issuesChannel,
  logsChannel,
  menuChannel,
  noticeChannel,
  releaseChannel,
} from './channels.ts'
import { openListener } from './listener.ts'

/** The contract over IPC. The page gets frames and results, never an event object or `ipcRenderer` itself. */
const client = {
  send: async (name, input) => {
    try {
      return (await ipcRenderer.invoke(commandChannel, name, input)) as Result<never>
    } catch {
      // What cannot be cloned never leaves the page, and a main process that is exiting answers nothing.
      return failed(failure('internal', { code: 'ipc' }))
    }
  },
  listen: (onFrame) => {
    const hear = (_event: unknown, frame: Frame): void => onFrame(frame)
    ipcRenderer.on(frameChannel, hear)
    return () => {
      ipcRenderer.off(frameChannel, hear)
    }
  },
  listenToMenu: openListener<PageAction>(menuChannel),
  listenToNotices: openListener<Notice>(noticeChannel),
  openRelease: () => ipcRenderer.send(releaseChannel),
  showLogs: () => ipcRenderer.send(logsChannel),
  openIssues: async () => (await ipcRenderer.invoke(issuesChannel).catch(() => false)) === true,
} satisfies DesktopClient

contextBridge.exposeInMainWorld('sluice', client)
