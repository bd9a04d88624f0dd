import { homedir } from 'node:os'
import { join } from 'node:path'
import { isRoot } from '../system/own-path.ts'

/** Where a system keeps data of its users, as far as the environment says. */
interface Variables {
  readonly localAppData: string | undefined
  readonly xdgDataHome: string | undefined
}

/** The machine and its account. */
interface Machine {
  readonly platform: NodeJS.Platform
  readonly isRoot: boolean
  /** Null for an account without a home folder. */
  readonly home: string | null
}

const thisMachine = (): Machine => ({ platform: process.platform, isRoot: isRoot(), home: homeFolder() })

/**
 * Where the data folder is unless a person names one; null for an account without a home. Root's home folder is closed to the
 * account that PostgreSQL must run as, so root's data lies elsewhere.
 */
export const usualDataFolder = (
  { localAppData, xdgDataHome }: Variables,
  { platform, isRoot, home } = thisMachine(),
): string | null => {
  if (isRoot) return '/var/lib/sluice'
  if (platform === 'win32') return inside(localAppData ?? home, 'Sluice')
  if (platform === 'darwin') return inside(home, 'Library', 'Application Support', 'Sluice')
  return inside(xdgDataHome ?? inside(home, '.local', 'share'), 'sluice')
}

const inside = (folder: string | null, ...names: readonly string[]): string | null =>
  folder === null ? null : join(folder, ...names)

/** Null for an account that the system has no entry of, where HOME names none either. */
const homeFolder = (): string | null => {
  try {
    return homedir()
  } catch {
    return null
  }
}
