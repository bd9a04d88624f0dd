import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { failure, FailureError } from '../contract/failure.ts'

/** Makes the folder, readable by the user alone. Throws `FailureError` with `data-folder-unusable`. */
export const makeDataFolder = (path: string): void => {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    // PostgreSQL runs under another account where we are root; it must be able to pass through, but not to look around.
    if (process.platform !== 'win32' && userInfo().uid === 0) chmodSync(path, 0o711)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'internal'
    throw new FailureError(failure('data-folder-unusable', { path, code }))
  }
}

/**
 * Keeps other copies of Sluice out of the folder until the answer is called. The lock is the operating system's own on a
 * SQLite file, so it ends with the process, however that ends. Throws `FailureError` with `data-folder-busy`, or
 * `data-folder-unusable` where there is no locking at all.
 */
export const lockDataFolder = (path: string): (() => void) => {
  const ownerFile = join(path, 'owner')
  const lockFile = join(path, 'lock.sqlite')
  let lock: DatabaseSync | null = null
  try {
    // SQLite would let others read it, and who reads it can lock it. What is there is not opened by anything but SQLite:
    // closing it once would end a lock of this very process.
    if (!existsSync(lockFile)) writeFileSync(lockFile, '', { mode: 0o600, flag: 'a' })
    chmodSync(lockFile, 0o600)
    lock = new DatabaseSync(lockFile)
    lock.exec('pragma locking_mode = exclusive; begin exclusive')
  } catch (error) {
    lock?.close()
    if (!isBusy(error)) throw new FailureError(failure('data-folder-unusable', { path, code: 'lock.sqlite' }))
    throw new FailureError(failure('data-folder-busy', { path, owner: readOwner(ownerFile) }))
  }
  writeFileSync(ownerFile, String(process.pid), { mode: 0o600 })
  const held = lock
  return () => {
    rmSync(ownerFile, { force: true })
    held.close()
  }
}

/** SQLITE_BUSY: somebody else holds the lock. */
const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === 5

const readOwner = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').replace(/\D/g, '')
  } catch {
    return ''
  }
}
