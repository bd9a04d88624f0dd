import { constants } from 'node:fs'
import { copyFile, lstat, open, rm, truncate, type FileHandle } from 'node:fs/promises'
import { renameAgain } from '../system/rename-again.ts'

/** The size in bytes at which the log is set aside; one former log is kept. */
const longest = 4 * 1024 * 1024

/** How often to look at it while the server runs, in milliseconds. */
const lookEvery = 60_000

/**
 * Opens the log for a server to write to. It is in our folder, and the server gets the open file, so that
 * PostgreSQL's account needs no right to the folder. Anything else in its place is removed.
 */
export const openLog = async (path: string): Promise<FileHandle> => {
  const found = await lstat(path).catch(() => null)
  const isOurs =
    found?.isFile() === true && found.nlink === 1 && found.uid === (process.geteuid?.() ?? found.uid)
  if (found !== null && !isOurs) await rm(path, { force: true, recursive: true })
  if (isOurs && found.size > longest) await renameAgain(path, formerOf(path))
  // Windows knows no O_NOFOLLOW.
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW || 0)
  return open(path, flags, 0o600)
}

/** Keeps the log of a running server short; call what it returns to end that. */
export const keepLogShort = (path: string, limit = longest, every = lookEvery): (() => void) => {
  // One at a time: a second one would keep the emptied log as the former one.
  let isShortening = false
  const look = async (): Promise<void> => {
    if (isShortening) return
    isShortening = true
    await shorten(path, limit).catch(() => undefined)
    isShortening = false
  }
  const timer = setInterval(() => void look(), every)
  timer.unref()
  return () => clearInterval(timer)
}

/** The server continues at the new end, as it appends. */
const shorten = async (path: string, limit: number): Promise<void> => {
  const found = await lstat(path)
  if (!found.isFile() || found.size <= limit) return
  await copyFile(path, formerOf(path))
  await truncate(path, 0)
}

const formerOf = (path: string): string => `${path}.former`
