import { lstatSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { checkOwnPath } from '../../system/own-path.ts'

/** No export is written and fetched for longer than this, in milliseconds; an older one is abandoned. */
const longestLife = 24 * 60 * 60_000

/**
 * Removes what a killed process left, including a predecessor with our own process id. If another program has that
 * id by now, age decides.
 */
export const removeLeftExports = (folder: string): void => {
  if (!isOurs(folder)) return
  for (const name of namesIn(folder)) {
    const path = join(folder, name)
    const pid = Number(name)
    if (pid !== process.pid && isAlive(pid) && !isOld(path)) continue
    rmSync(path, { recursive: true, force: true })
  }
}

/** In another's folder we remove nothing; the next export there will say what is wrong with it. */
const isOurs = (folder: string): boolean => {
  try {
    return checkOwnPath(folder, { kind: 'folder', closedTo: 'writers' })
  } catch {
    return false
  }
}

const isOld = (path: string): boolean => {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found !== undefined && Date.now() - found.mtimeMs > longestLife
}

/** If the folder cannot be read, the first export will say so. */
const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

const isAlive = (pid: number): boolean => {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, and belongs to someone else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
