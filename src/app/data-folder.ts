import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { failure, FailureError } from '../contract/failure.ts'
import { checkOwnPath, isRoot, readOwnFile, type Wanted } from '../system/own-path.ts'

const ownFolder: Wanted = { kind: 'folder', closedTo: 'readers' }
const ownFile: Wanted = { kind: 'file', closedTo: 'writers' }
const secretFile: Wanted = { kind: 'file', closedTo: 'readers' }

/** Others may list it; each secret in it is closed by itself. */
const dataFolder: Wanted = { kind: 'folder', closedTo: 'writers', variable: 'SLUICE_DATA_DIR' }

interface Entry {
  readonly name: string
  readonly wanted: Wanted
  /** What every file in a folder must satisfy. */
  readonly within?: Wanted
}

/**
 * Everything that Sluice keeps in the folder and opens. Other programs may keep files there, as Electron does on macOS: those are not
 * checked. PostgreSQL's folder and the settings are checked when opened: the first has a second owner if we are
 * root, the others have their own messages.
 */
const entries: readonly Entry[] = [
  { name: 'keys', wanted: ownFolder, within: secretFile },
  { name: 'queue', wanted: ownFolder, within: ownFile },
  { name: 'exports', wanted: ownFolder },
  ...['owner', 'queue-endpoint', 'lock.sqlite', 'lock.sqlite-journal'].map((name) => ({
    name,
    wanted: ownFile,
  })),
]

/**
 * Makes sure that what we are about to open in the folder is ours alone. A missing folder is fine.
 *
 * @throws FailureError `path-unsafe` for the first thing that is not, or `data-folder-unusable`
 */
export const checkDataFolder = (path: string): void => {
  if (!checkOwnPath(path, dataFolder)) return
  const names = (folder: string) => inFolder(path, () => readdirSync(folder))
  const present = new Set(names(path))
  for (const { name, wanted, within } of entries.filter((entry) => present.has(entry.name))) {
    const entry = join(path, name)
    if (!checkOwnPath(entry, wanted) || within === undefined) continue
    for (const file of names(entry)) checkOwnPath(join(entry, file), within)
  }
}

/** Makes the folder, closed to others, and checks it. Throws `FailureError` with `data-folder-unusable` or `path-unsafe`. */
export const makeDataFolder = (path: string): void => {
  inFolder(path, () => makeFolders(path))
  checkDataFolder(path)
  if (isRoot()) inFolder(path, () => letOthersPass(path))
}

/**
 * Creates a folder and its parents. Not with `recursive`: if a system reports that something is missing although the folder
 * above exists, as Linux does below /proc, Node retries for ever (nodejs/node, `MKDirpSync`).
 */
const makeFolders = (path: string): void => {
  if (isFolder(path)) return
  const above = dirname(path)
  if (above !== path) makeFolders(above)
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    // Another start may have made it meanwhile.
    if (!isFolder(path)) throw error
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

/** PostgreSQL runs under another account if we are root; it must be able to pass through, but not to list the folder. */
const letOthersPass = (path: string): void => {
  const handle = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW)
  try {
    fchmodSync(handle, 0o711)
  } finally {
    closeSync(handle)
  }
}

const inFolder = <T>(path: string, action: () => T): T => {
  try {
    return action()
  } catch (error) {
    if (error instanceof FailureError) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'internal'
    throw new FailureError(failure('data-folder-unusable', { path, code }))
  }
}

/**
 * Keeps other copies of Sluice out of the folder until the returned function is called. The lock is the operating system's, on a
 * SQLite file, so it ends with the process in any case. Throws `FailureError` with `data-folder-busy`, or
 * `data-folder-unusable` if the file system has no locks.
 */
export const lockDataFolder = (path: string): (() => void) => {
  const ownerFile = join(path, 'owner')
  const lockFile = join(path, 'lock.sqlite')
  let lock: DatabaseSync | null = null
  try {
    // SQLite would let others read it, and any reader can lock it. The file is opened by SQLite alone:
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
  inFolder(path, () => writeFileSync(ownerFile, String(process.pid), { mode: 0o600 }))
  const held = lock
  return () => {
    rmSync(ownerFile, { force: true })
    held.close()
  }
}

/** SQLITE_BUSY: another process holds the lock. */
const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === 5

/** Records where the built-in queue is reached, for other commands of the same person. Only the holder of the folder may. */
export const noteQueueEndpoint = (path: string, endpoint: string): void =>
  inFolder(path, () => writeFileSync(join(path, 'queue-endpoint'), `${endpoint}\n`, { mode: 0o600 }))

/** Removes the record. */
export const removeQueueEndpoint = (path: string): void =>
  rmSync(join(path, 'queue-endpoint'), { force: true })

/** Where the built-in queue of the folder's holder is reached; null if it is not recorded. */
export const readQueueEndpoint = (path: string): string | null => {
  const endpoint = inFolder(path, () => readOwnFile(join(path, 'queue-endpoint'), 'writers'))?.trim() ?? ''
  return /^http:\/\/127\.0\.0\.1:\d{1,5}$/.test(endpoint) ? endpoint : null
}

const readOwner = (file: string): string => {
  try {
    return (readOwnFile(file, 'writers') ?? '').replace(/\D/g, '').slice(0, 12)
  } catch {
    return ''
  }
}
