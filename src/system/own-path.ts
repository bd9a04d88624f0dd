import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  type Stats,
} from 'node:fs'
import { failure, FailureError } from '../contract/failure.ts'

/** The conditions under which we trust a path. */
export interface Wanted {
  readonly kind: 'file' | 'folder'
  /** What others must not do: write, or even read. */
  readonly closedTo: 'writers' | 'readers'
  /** The required owner; by default us. */
  readonly owner?: number
  /** The variable that sets it: if it names a link, it can name the target instead. */
  readonly variable?: string
}

/** Why a path is not trusted; the words are in `contract/failure.ts`. */
type Fault = 'link' | 'kind' | 'owner' | 'writable' | 'readable'

/** Windows has other rights, and a user's folders belong to that user alone. */
const hasOwners = process.platform !== 'win32'

/** Our user id; 0 is root. Null on Windows. Not the name, which an account need not have. */
export const ownUid = (): number | null => process.geteuid?.() ?? null

export const isRoot = (): boolean => ownUid() === 0

/**
 * Refuses what is not ours alone: a link, something of another kind (a FIFO could block forever), what another
 * account owns, and what others can write or read. Checks the path itself and follows no link.
 *
 * @returns whether anything is there
 * @throws FailureError `path-unsafe`, with the command that mends it
 */
export const checkOwnPath = (path: string, wanted: Wanted): boolean => {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined) return false
  refuse(path, wanted, found)
  return true
}

/**
 * Reads one of our files. It is checked through the same handle that reads it, so that it cannot be swapped
 * meanwhile. Never waits for a writer.
 *
 * @returns null if there is none
 * @throws FailureError `path-unsafe`, or the system's own error
 */
export const readOwnFile = (path: string, closedTo: Wanted['closedTo']): string | null => {
  const wanted: Wanted = { kind: 'file', closedTo }
  if (!checkOwnPath(path, wanted)) return null
  return readPlainFile(path, constants.O_NOFOLLOW, (found) => refuse(path, wanted, found))
}

/**
 * Reads a file that a person named: it can be a link and anybody's, but it must be a file. Never waits for a writer.
 * Throws the system's own error, or one with the code `EINVAL` if it is not a file.
 */
export const readNamedFile = (path: string): string => readPlainFile(path, 0, mustBeFile)

/** The bytes of such a file; null if it has more than `most`, after reading no further. */
export const readNamedBytes = (path: string, most: number): Uint8Array | null =>
  withPlainFile(path, 0, mustBeFile, (handle) => {
    const bytes = new Uint8Array(most + 1)
    let length = 0
    for (let read = -1; read !== 0 && length <= most; length += read)
      read = readSync(handle, bytes, length, bytes.length - length, null)
    return length > most ? null : bytes.subarray(0, length)
  })

const mustBeFile = (found: Stats): void => {
  if (!found.isFile()) throw Object.assign(new Error('not a file'), { code: 'EINVAL' })
}

const readPlainFile = (path: string, flags: number, check: (found: Stats) => void): string =>
  withPlainFile(path, flags, check, (handle) => readFileSync(handle, 'utf8'))

const withPlainFile = <T>(
  path: string,
  flags: number,
  check: (found: Stats) => void,
  read: (handle: number) => T,
): T => {
  // Windows knows neither flag; there they are undefined.
  const handle = openSync(path, constants.O_RDONLY | (flags || 0) | (constants.O_NONBLOCK || 0))
  try {
    check(fstatSync(handle))
    return read(handle)
  } finally {
    closeSync(handle)
  }
}

const refuse = (path: string, wanted: Wanted, found: Stats): void => {
  const fault = faultOf(wanted, found)
  if (fault !== null)
    throw new FailureError(failure('path-unsafe', { path, fault, command: remedy(path, wanted, fault) }))
}

const faultOf = ({ kind, closedTo, owner }: Wanted, found: Stats): Fault | null => {
  if (found.isSymbolicLink()) return 'link'
  if (kind === 'file' ? !found.isFile() : !found.isDirectory()) return 'kind'
  if (!hasOwners) return null
  if (found.uid !== (owner ?? ownUid())) return 'owner'
  if ((found.mode & 0o022) !== 0) return 'writable'
  return closedTo === 'readers' && (found.mode & 0o044) !== 0 ? 'readable' : null
}

const remedy = (path: string, { kind, closedTo, owner, variable }: Wanted, fault: Fault): string => {
  const quoted = inShell(path)
  switch (fault) {
    case 'link':
      return variable === undefined ? `rm ${quoted}` : `export ${variable}=${inShell(targetOf(path))}`
    case 'kind':
      return `rm -r ${quoted}`
    case 'owner':
      return `${isRoot() ? '' : 'sudo '}chown ${kind === 'folder' ? '-R ' : ''}${owner ?? ownUid()} ${quoted}`
    case 'writable':
    case 'readable':
      return `chmod ${closedTo === 'readers' ? 'go-rwx' : 'go-w'} ${quoted}`
  }
}

const targetOf = (link: string): string => {
  try {
    return realpathSync(link)
  } catch {
    return link
  }
}

/** A text quoted as one word for a shell. */
const inShell = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`
