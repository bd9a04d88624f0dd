import { exitCodes } from './output.ts'

/** The signal that told the command to stop; null if there was none. */
export type StopSignal = 'SIGINT' | 'SIGTERM' | null

export interface Stopping {
  readonly by: () => StopSignal
  /** The exit code after a clean end: 130 by convention after Ctrl-C, 0 after SIGTERM. */
  readonly exitCode: () => number
}

/** One Ctrl-C may arrive from the terminal and again from each program that passes it on; in milliseconds. */
const sameWish = 400

/** What a command says at the first Ctrl-C if its end may take a while. */
export const stoppingWords =
  'Stopping: what is under way is finished first. Press Ctrl-C again to stop at once.'

/** Calls `stop` at the first signal; the second one exits at once. */
export const onStopSignal = (stop: () => void): Stopping => {
  let by: StopSignal = null
  let firstAt = 0
  const hear = (signal: 'SIGINT' | 'SIGTERM') => {
    const now = performance.now()
    if (by === null) {
      by = signal
      firstAt = now
      stop()
    } else if (now - firstAt > sameWish) process.exit(exitCodes.interrupted)
  }
  process.on('SIGINT', hear)
  process.on('SIGTERM', hear)
  return { by: () => by, exitCode: () => (by === 'SIGINT' ? exitCodes.interrupted : exitCodes.done) }
}
