import { rename } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

/** Windows's errors while another program, such as a virus scanner, has a file open. */
const held = new Set(['EPERM', 'EACCES', 'EBUSY'])

/** How long to keep trying, and the longest pause between two tries, in milliseconds. */
const patience = 20_000
const longestPause = 1_000

interface Tries {
  readonly platform?: NodeJS.Platform
  readonly limit?: number
}

/**
 * Repeats an action while Windows says that a file is in use: virus scanners read new files, which cannot be moved
 * until they let go. On other systems the same errors are thrown at once.
 *
 * @throws what the action throws, once the time is over
 */
export const tryWhileHeld = async <T>(
  action: () => Promise<T>,
  { platform = process.platform, limit = patience }: Tries = {},
): Promise<T> => {
  const end = performance.now() + limit
  for (let wait = 25; ; wait = Math.min(wait * 2, longestPause)) {
    try {
      return await action()
    } catch (error) {
      if (!isHeld(error, platform) || performance.now() + wait > end) throw error
      await pause(wait)
    }
  }
}

/** Like `rename`, repeated while something holds the file. */
export const renameAgain = (from: string, to: string): Promise<void> => tryWhileHeld(() => rename(from, to))

/** Like `tryWhileHeld`, for synchronous writes, so for at most a second. */
export const tryWhileHeldNow = <T>(
  action: () => T,
  { platform = process.platform, limit = longestPause }: Tries = {},
): T => {
  const end = performance.now() + limit
  for (let wait = 25; ; wait *= 2) {
    try {
      return action()
    } catch (error) {
      if (!isHeld(error, platform) || performance.now() + wait > end) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait)
    }
  }
}

const isHeld = (error: unknown, platform: NodeJS.Platform): boolean =>
  platform === 'win32' && error instanceof Error && 'code' in error && held.has(String(error.code))
