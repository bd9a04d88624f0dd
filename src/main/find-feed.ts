import { app } from 'electron'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { feedIn, type UpdateFeed } from './update-feed.ts'

/**
 * The feed of this build; null where it has none, which is every checkout and every build that no release workflow made. It
 * stands in the archive, which Electron guards: no setting, argument or variable names another.
 */
export const findFeed = async (): Promise<UpdateFeed | null> => {
  if (!app.isPackaged) return null
  try {
    return feedIn(await readFile(join(app.getAppPath(), 'package.json'), 'utf8'))
  } catch {
    return null
  }
}
