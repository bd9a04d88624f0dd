import { hash } from 'node:crypto'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { failure, FailureError } from '../contract/failure.ts'

/** The content of each file in a folder, by its path with `/`: its SHA-256 in hex, or `-> ` and a link's target. */
export type ShippedFiles = Readonly<Record<string, string>>

/** Files read at once: enough to keep a disk busy, few enough for any limit on open files. */
const atOnce = 16

/**
 * Compares every file of a folder with the list made when the app was packed. Throws `FailureError` with
 * `installation-altered`, which names the first file that is changed, missing, unreadable or unexpected.
 *
 * @param shownAs the prefix of file names in the failure
 */
export const checkShippedFiles = async (folder: string, files: ShippedFiles, shownAs = ''): Promise<void> => {
  const refuse = (file: string): never => {
    throw new FailureError(failure('installation-altered', { file: `${shownAs}${file}` }))
  }
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const paths = found
    .filter((entry) => !entry.isDirectory())
    .map((entry) => ({ path: join(entry.parentPath, entry.name), isLink: entry.isSymbolicLink() }))
    .map((entry) => ({ ...entry, name: relative(folder, entry.path).split(sep).join('/') }))
  const present = new Set(paths.map(({ name }) => name))
  for (const name of Object.keys(files)) if (!present.has(name)) refuse(name)

  const waiting = paths.values()
  const check = async (): Promise<void> => {
    for (const { path, name, isLink } of waiting) {
      const is = await fingerprint(path, isLink).catch(() => null)
      if (!Object.hasOwn(files, name) || files[name] !== is) refuse(name)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, check))
}

const fingerprint = async (path: string, isLink: boolean): Promise<string> =>
  isLink ? `-> ${await readlink(path)}` : hash('sha256', await readFile(path), 'hex')

/** A list made when the app was packed. Throws `FailureError` with `installation-altered` if there is none. */
export const readShippedFiles = async (path: string, shownAs: string): Promise<ShippedFiles> => {
  const list: unknown = await readFile(path, 'utf8')
    .then((text) => JSON.parse(text) as unknown)
    .catch(() => null)
  if (typeof list !== 'object' || list === null || Object.keys(list).length === 0)
    throw new FailureError(failure('installation-altered', { file: shownAs }))
  return list as ShippedFiles
}
