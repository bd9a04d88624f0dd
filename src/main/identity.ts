import { app } from 'electron'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { makeDataFolder } from '../app/data-folder.ts'
import { failure, FailureError } from '../contract/failure.ts'

/** What Windows groups our windows and notifications under. */
const appId = 'io.github.sluice.sluice'

/**
 * Says who this app is, before the lock on its single instance is asked for. Chromium's own files go into a folder inside the
 * data folder, and the lock follows them: so there is one app per data folder, and the two never share a folder by
 * accident. Whoever names a folder with `--user-data-dir` gets that one. Throws `FailureError` with `data-folder-unusable`.
 */
export const takeIdentity = (dataFolder: string): void => {
  if (process.platform === 'win32') app.setAppUserModelId(appId)
  if (app.commandLine.hasSwitch('user-data-dir')) return
  makeDataFolder(dataFolder)
  const folder = join(dataFolder, 'window')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    app.setPath('userData', folder)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'userData'
    throw new FailureError(failure('data-folder-unusable', { path: folder, code }))
  }
}
