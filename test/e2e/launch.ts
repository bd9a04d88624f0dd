import type { Folders } from './folders.ts'
import { findHost } from './host.ts'
import { launchElectron } from './launch-electron.ts'
import { launchPacked, launchStandIn } from './launch-stand-in.ts'
import type { RunningApp } from './running-app.ts'

/**
 * Starts the built or the packed app with its own folders, on Electron or on its stand-in.
 *
 * @param variables of the environment, in addition to those that make everything built in
 */
export const launchApp = (
  folders: Folders,
  variables: Readonly<Record<string, string>> = {},
): Promise<RunningApp> => {
  const host = findHost()
  switch (host.kind) {
    case 'stand-in':
      return launchStandIn(folders, variables)
    case 'package':
      return launchPacked(folders, host.resources, variables)
    case 'electron':
    case 'packed':
      return launchElectron(host, folders, variables)
  }
}
