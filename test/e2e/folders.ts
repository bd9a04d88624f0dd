import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The folders of one test. */
export interface Folders {
  /** For `SLUICE_DATA_DIR`. */
  readonly data: string
  /** For the browser's own files. */
  readonly profile: string
  readonly remove: () => Promise<void>
}

export const makeFolders = async (): Promise<Folders> => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-e2e-'))
  // If we are root, PostgreSQL runs under another account, which must be able to pass through.
  if (process.getuid?.() === 0) await chmod(folder, 0o711)
  const data = join(folder, 'data')
  const profile = join(folder, 'profile')
  await mkdir(profile)
  return {
    data,
    profile,
    // A browser that is still closing may write a last file.
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }),
  }
}

/** The environment without any setting of Sluice's or AWS's, except for the data folder: everything built in. */
export const environment = (dataFolder: string): Record<string, string> => {
  const ours = /^(SLUICE_(?!CHROMIUM)|AWS_|DATABASE_URL$|PG|ELECTRON_RUN_AS_NODE$|NODE_OPTIONS$)/
  const kept = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || ours.test(name) ? [] : [[name, value] as const],
  )
  return { ...Object.fromEntries(kept), SLUICE_DATA_DIR: dataFolder }
}
