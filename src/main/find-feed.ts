import { app } from 'electron'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { feedIn, type UpdateFeed } from './update-feed.ts'

/**
 * The feed of this build; null if it has none, as in every checkout and every build not made by a release workflow. It
 * is in the archive, which Electron protects: no setting, argument or variable can replace it.
 */
export const findFeed = async (): Promise<UpdateFeed | null> => {
  if (!app.isPackaged) return null
  try {
    return feedIn(await readFile(join(app.getAppPath(), 'package.json'), 'utf8'))
  } catch {
    return null
  }
}
