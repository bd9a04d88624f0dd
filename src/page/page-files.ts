import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'

export interface PageFile {
  readonly bytes: Buffer
  /** The whole Content-Type, with its charset if it has one. */
  readonly type: string
}

export interface PageFiles {
  /** The file at an address's path, `/` being the page itself; null if there is none. */
  readonly find: (path: string) => Promise<PageFile | null>
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
}

/**
 * The files of the built page. Everything that can be served is listed once, when a host starts, and a path is either
 * in the list or nothing: it is never decoded, joined or resolved, so no spelling of `..` leads anywhere. Symbolic
 * links are not listed. A file is read and stored in memory once, however many requests there are.
 *
 * @throws if there is no such folder
 */
export const openPageFiles = (root: string): PageFiles => {
  const known = new Map<string, string>(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [`/${relative(root, file).split(sep).join('/')}`, file]),
  )
  const read = new Map<string, Promise<PageFile | null>>()
  return {
    find: async (path) => {
      const file = known.get(path === '/' ? '/index.html' : path)
      if (file === undefined) return null
      const reading = read.get(file) ?? load(file)
      read.set(file, reading)
      const found = await reading
      // It may be readable the next time.
      if (found === null) read.delete(file)
      return found
    },
  }
}

const load = async (file: string): Promise<PageFile | null> => {
  const bytes = await readFile(file).catch(() => null)
  return bytes && { bytes, type: types[extname(file)] ?? 'application/octet-stream' }
}
