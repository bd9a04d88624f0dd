import { writeFileSync } from 'node:fs'

/** How far a start came: a window could be opened, Sluice itself refused, or another copy took over. */
export type StartMark = 'ready' | 'refused' | 'handed-over'

const flag = '--start-mark='

/**
 * Leaves a mark for the program that started the app with `--start-mark=FILE`. An app that ends without one never
 * reached our own code, so the starter opens the page in a browser instead.
 */
export const leaveStartMark = (mark: StartMark, args: readonly string[] = process.argv): void => {
  const file = args.find((arg) => arg.startsWith(flag))?.slice(flag.length)
  if (file === undefined || file === '') return
  try {
    // Never overwrites an existing file.
    writeFileSync(file, mark, { flag: 'wx', mode: 0o600 })
  } catch {
    // The starter is gone, or there is already a mark.
  }
}
