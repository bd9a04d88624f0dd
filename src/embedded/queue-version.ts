import { closeSync, constants, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { failure, FailureError } from '../contract/failure.ts'

/** The form of the queue's file that this version knows. A later form has a higher number in the file's own header. */
const known = 0

/** Where SQLite keeps the number that is the application's own: `user_version`, four bytes (SQLite, "Database File Format"). */
const versionAt = 60

/**
 * Refuses a queue that a newer Sluice made, before anything opens it: opening alone would change it. Throws `FailureError`
 * with `queue-files-newer`.
 */
export const refuseNewerQueue = (folder: string): void => {
  const path = join(folder, 'fauxqs.db')
  if (readVersion(path) > known) throw new FailureError(failure('queue-files-newer', { path }))
}

/** As the file says it; 0 where there is none, or none of SQLite's, which whoever opens it will say. */
const readVersion = (path: string): number => {
  const head = Buffer.alloc(versionAt + 4)
  let file
  try {
    // Without a wait for a writer, should it have become a FIFO. Windows does not know the flag.
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
