import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { failure, FailureError } from '../contract/failure.ts'
import { readOwnFile } from '../system/own-path.ts'
import { tryWhileHeldNow } from '../system/rename-again.ts'

/** Nothing but zeros: what a forgotten variable or a cleared disk leaves. */
export const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0)

/** Where the data folder keeps its keys and passwords. */
export const secretPath = (dataFolder: string, name: string): string => join(dataFolder, 'keys', name)

/** The text of a secret, whatever it is; null if there is none. Throws `FailureError` with `path-unsafe`. */
export const readSecret = (path: string): string | null => {
  try {
    return readOwnFile(path, 'readers')
  } catch (error) {
    throw unusable(dirname(path), error)
  }
}

/**
 * Makes a secret of 32 random bytes, unless there is one. It is written whole under another name and then linked, so that
 * no kill and no full disk leaves a part of it, and of two starts at once the second finds the first one's.
 *
 * @returns whether it was made now
 */
export const makeSecret = (path: string): boolean => {
  const folder = dirname(path)
  const part = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.part`
  try {
    if (existsSync(path)) return false
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeToDisk(part, `${randomBytes(32).toString('base64')}\n`)
    const isMade = linkOnce(part, path)
    keepName(folder)
    return isMade
  } catch (error) {
    // Another start was quicker, and has cleared up.
    if (existsSync(path)) return false
    throw unusable(folder, error)
  } finally {
    removeParts(path)
  }
}

/**
 * Replaces a secret by a text, completely or not at all; what was there is kept under another name in the same
 * folder. Throws `FailureError`.
 */
export const replaceSecret = (path: string, text: string, keepAs: string): void => {
  const folder = dirname(path)
  const part = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.part`
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (existsSync(path)) linkOnce(path, join(folder, keepAs))
    writeToDisk(part, text)
    renameSync(part, path)
    keepName(folder)
  } catch (error) {
    throw unusable(folder, error)
  } finally {
    removeParts(path)
  }
}

const writeToDisk = (path: string, text: string): void => {
  const handle = openSync(path, 'wx', 0o600)
  try {
    writeFileSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

const linkOnce = (part: string, path: string): boolean => {
  try {
    linkSync(part, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Has the new name survive a power cut, as the bytes do. Windows has no handle for a folder, and needs none. */
const keepName = (folder: string): void => {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** What this start and former ones that were killed left. Once the secret is there, nobody needs its parts. */
const removeParts = (path: string): void => {
  const folder = dirname(path)
  if (!existsSync(folder)) return
  const isOurs = (name: string) => name.startsWith(`${basename(path)}.${process.pid}-`)
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${basename(path)}.`) || !name.endsWith('.part')) continue
    if (isOurs(name) || existsSync(path)) tryWhileHeldNow(() => rmSync(join(folder, name), { force: true }))
  }
}

const unusable = (path: string, error: unknown): FailureError => {
  if (error instanceof FailureError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'internal'
  return new FailureError(failure('data-folder-unusable', { path, code }))
}
