import { shell } from 'electron'
import { existsSync } from 'node:fs'
import { logOf } from '../app/log-place.ts'
import { findFeed } from './find-feed.ts'
import { serveIssues, serveLogs } from './ipc.ts'
import { issuePage } from './update-feed.ts'
import type { Windows } from './windows.ts'

/**
 * Shows the log of the built-in database in the system's own file manager, or the data folder where there is none: Sluice writes
 * no log of its own.
 */
export const showLogs = (dataFolder: string): void => {
  const log = logOf(dataFolder)
  shell.showItemInFolder(existsSync(log) ? log : dataFolder)
}

/** Lets the page show the logs, and open where a problem is reported. It says neither which files nor which address. */
export const serveHelp = (windows: Windows, dataFolder: string): void => {
  serveLogs(windows.all, () => showLogs(dataFolder))
  serveIssues(windows.all, openIssues)
}

/** Answers whether this build knows where that is, and a browser was found. */
const openIssues = async (): Promise<boolean> => {
  const feed = await findFeed()
  if (feed === null) return false
  return shell.openExternal(issuePage(feed)).then(
    () => true,
    () => false,
  )
}
