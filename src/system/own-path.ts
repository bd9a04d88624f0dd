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

/** What a path must be before we trust what lies there. */
export interface Wanted {
  readonly kind: 'file' | 'folder'
  /** Who else may not: write, or not even read. */
  readonly closedTo: 'writers' | 'readers'
  /** Whose it must be; our own where this is left out. */
  readonly owner?: number
  /** The variable that says where it is: where it names a link, it can name the target instead. */
  readonly variable?: string
}

/** Why a path is not trusted; the words are in `contract/failure.ts`. */
type Fault = 'link' | 'kind' | 'owner' | 'writable' | 'readable'

/** Windows keeps rights elsewhere, and gives a user's folders to that user alone. */
const hasOwners = process.platform !== 'win32'

/** As whom we act; 0 is root. Null on Windows. Asks for no name, which an account need not have. */
export const ownUid = (): number | null => process.geteuid?.() ?? null

export const isRoot = (): boolean => ownUid() === 0

/**
 * Refuses what is not ours alone: a link, something of another kind (a FIFO would have us wait for ever), what another
 * account owns, and what others may write or read. Looks at the path itself and follows nothing.
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
 * Reads a file of ours. It is checked through the very handle that reads it, so that nothing can be put in its place
 * meanwhile, and never waits for a writer.
 *
 * @returns null where there is none
 * @throws FailureError `path-unsafe`, or the system's own error
 */
export const readOwnFile = (path: string, closedTo: Wanted['closedTo']): string | null => {
  const wanted: Wanted = { kind: 'file', closedTo }
  if (!checkOwnPath(path, wanted)) return null
  return readPlainFile(path, constants.O_NOFOLLOW, (found) => refuse(path, wanted, found))
}

/**
 * Reads a file that a person named: it may be a link and anybody's, but it must be a file. Never waits for a writer.
 * Throws the system's own error, or one with the code `EINVAL` where it is no file.
 */
export const readNamedFile = (path: string): string => readPlainFile(path, 0, mustBeFile)

/** The bytes of such a file; null where it has more than `most`, of which no more is read. */
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

/** A text as one word of a shell's command line. */
const inShell = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`
