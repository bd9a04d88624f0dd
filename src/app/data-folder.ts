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

/** Others may look at its names; what matters is closed one by one. */
const dataFolder: Wanted = { kind: 'folder', closedTo: 'writers', variable: 'SLUICE_DATA_DIR' }

interface Entry {
  readonly name: string
  readonly wanted: Wanted
  /** What every file in a folder must be. */
  readonly within?: Wanted
}

/**
 * All that Sluice keeps in the folder and opens. Others may keep files beside it, as Electron does on macOS: those are not
 * looked at. PostgreSQL's folder and the settings are looked at by those who open them: the one has a second owner where we are
 * root, the others have words of their own.
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
 * Sees to it that whatever we are about to open in the folder is ours alone. A folder that is not there is fine.
 *
 * @throws FailureError `path-unsafe` with the first thing that is not, or `data-folder-unusable`
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
 * Makes a folder and those above it. Not by `recursive`: where a system answers that something is missing although the folder
 * above is there, as Linux does below /proc, Node tries again without end (nodejs/node, `MKDirpSync`).
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

/** PostgreSQL runs under another account where we are root; it must be able to pass through, but not to look around. */
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
  inFolder(path, () => writeFileSync(ownerFile, String(process.pid), { mode: 0o600 }))
  const held = lock
  return () => {
    rmSync(ownerFile, { force: true })
    held.close()
  }
}

/** SQLITE_BUSY: somebody else holds the lock. */
const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === 5

/** Notes where the built-in queue is reached, for other commands of the same person. Only who holds the folder may. */
export const noteQueueEndpoint = (path: string, endpoint: string): void =>
  inFolder(path, () => writeFileSync(join(path, 'queue-endpoint'), `${endpoint}\n`, { mode: 0o600 }))

/** Takes the note back. */
export const removeQueueEndpoint = (path: string): void =>
  rmSync(join(path, 'queue-endpoint'), { force: true })

/** Where the built-in queue of who holds the folder is reached; null where nobody has noted it. */
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
