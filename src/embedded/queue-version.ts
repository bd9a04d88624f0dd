import { closeSync, constants, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { failure, FailureError } from '../contract/failure.ts'

/** The form of the queue's file that this version knows. A later form has a higher number in the file's own header. */
const known = 0

/** Where SQLite stores the application's own number: `user_version`, four bytes (SQLite, "Database File Format"). */
const versionAt = 60

/**
 * Refuses a queue that a newer Sluice made, before anything opens it: opening alone would change it. Throws `FailureError`
 * with `queue-files-newer`.
 */
export const refuseNewerQueue = (folder: string): void => {
  const path = join(folder, 'fauxqs.db')
  if (readVersion(path) > known) throw new FailureError(failure('queue-files-newer', { path }))
}

/** The file's number; 0 if there is no file, or not SQLite's, which opening it will report. */
const readVersion = (path: string): number => {
  const head = Buffer.alloc(versionAt + 4)
  let file
  try {
    // Does not wait for a writer, should it be a FIFO. Windows does not know the flag.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK || 0))
    const isWhole = readSync(file, head, 0, head.length, 0) === head.length
    return isWhole && head.toString('latin1', 0, 15) === 'SQLite format 3'
      ? head.readInt32BE(versionAt)
      : known
  } catch {
    return known
  } finally {
    if (file !== undefined) closeSync(file)
  }
}
