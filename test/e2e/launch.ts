import type { Folders } from './folders.ts'
import { findHost } from './host.ts'
import { launchElectron } from './launch-electron.ts'
import { launchStandIn } from './launch-stand-in.ts'
import type { RunningApp } from './running-app.ts'

/** Starts the built app with folders of its own, on Electron or on the stand-in for it. */
export const launchApp = (folders: Folders): Promise<RunningApp> => {
  const host = findHost()
  return host.kind === 'electron' ? launchElectron(host.executable, folders) : launchStandIn(folders)
}
