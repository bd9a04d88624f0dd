import { app } from 'electron'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { makeDataFolder } from '../app/data-folder.ts'
import { failure, FailureError } from '../contract/failure.ts'

/** The id under which Windows groups our windows and notifications. */
const appId = 'io.github.sluice.sluice'

/**
 * Sets the app's identity, before it asks for the single-instance lock. Chromium's own files go into a folder inside
 * the data folder, and the lock follows them: so there is one app per data folder, and two apps never share one by
 * accident. A folder named with `--user-data-dir` overrides it. Throws `FailureError` with `data-folder-unusable`.
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
