import { shell } from 'electron'
import { existsSync } from 'node:fs'
import { logOf } from '../app/log-place.ts'
import { findFeed } from './find-feed.ts'
import { serveIssues, serveLogs } from './ipc.ts'
import { issuePage } from './update-feed.ts'
import type { Windows } from './windows.ts'

/**
 * Shows the built-in database's log in the system's file manager, or the data folder if there is none: Sluice itself
 * writes no log.
 */
export const showLogs = (dataFolder: string): void => {
  const log = logOf(dataFolder)
  shell.showItemInFolder(existsSync(log) ? log : dataFolder)
}

/** Lets the page show the logs, and open the page where problems are reported. It names neither files nor an address. */
export const serveHelp = (windows: Windows, dataFolder: string): void => {
  serveLogs(windows.all, () => showLogs(dataFolder))
  serveIssues(windows.all, openIssues)
}

/** Returns whether this build knows the address, and a browser opened it. */
const openIssues = async (): Promise<boolean> => {
  const feed = await findFeed()
  if (feed === null) return false
  return shell.openExternal(issuePage(feed)).then(
    () => true,
    () => false,
  )
}
