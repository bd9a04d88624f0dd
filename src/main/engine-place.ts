import { app } from 'electron'
import { hash } from 'node:crypto'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { failure, FailureError } from '../contract/failure.ts'

/** What each file of the engine's folder is, by its path with `/`: its SHA-256 in hex, or `-> ` and where a link leads. */
export type EngineFiles = Readonly<Record<string, string>>

/** Files read at once: enough to keep a disk busy, few enough for any limit of open files. */
const atOnce = 16

/**
 * Where the engine's thread is. In a checkout it lies beside main. In a packed app it lies outside the archive, as threads and
 * programs cannot be started from inside; Electron guards only the archive, so every file there is compared with the list
 * that was made when the app was packed, before any of it is run. Throws `FailureError` with `installation-altered`.
 */
export const findEngineThread = async (besideMain: URL): Promise<URL> => {
  if (!app.isPackaged) return besideMain
  const folder = join(process.resourcesPath, 'engine')
  const list = join(app.getAppPath(), 'engine-files.json')
  await checkEngineFiles(folder, JSON.parse(await readFile(list, 'utf8')) as EngineFiles)
  return pathToFileURL(join(folder, 'out', 'main', 'engine-thread.js'))
}

/** Throws `FailureError` with `installation-altered`, which names the first file that is changed, missing or too many. */
export const checkEngineFiles = async (folder: string, files: EngineFiles): Promise<void> => {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = found
    .filter((entry) => !entry.isDirectory())
    .map((entry) => ({ path: join(entry.parentPath, entry.name), isLink: entry.isSymbolicLink() }))
    .map((entry) => ({ ...entry, name: relative(folder, entry.path).split(sep).join('/') }))
  const refuse = (file: string): never => {
    throw new FailureError(failure('installation-altered', { file }))
  }
  const present = new Set(paths.map(({ name }) => name))
  for (const name of Object.keys(files)) if (!present.has(name)) refuse(name)

  const waiting = paths.values()
  const check = async (): Promise<void> => {
    for (const { path, name, isLink } of waiting) {
      const is = isLink ? `-> ${await readlink(path)}` : hash('sha256', await readFile(path), 'hex')
      if (!Object.hasOwn(files, name) || files[name] !== is) refuse(name)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, check))
}
