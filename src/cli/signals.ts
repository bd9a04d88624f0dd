import { exitCodes } from './output.ts'

/** By which signal the command was told to stop; null as long as it was not. */
export type StopSignal = 'SIGINT' | 'SIGTERM' | null

export interface Stopping {
  readonly by: () => StopSignal
  /** What to exit with after a clean end: 130 by convention after Ctrl-C, 0 after the polite SIGTERM. */
  readonly exitCode: () => number
}

/** Calls `stop` at the first signal; the second one exits at once. */
export const onStopSignal = (stop: () => void): Stopping => {
  let by: StopSignal = null
  const hear = (signal: 'SIGINT' | 'SIGTERM') => {
    if (by !== null) process.exit(exitCodes.interrupted)
    by = signal
    stop()
  }
  process.on('SIGINT', hear)
  process.on('SIGTERM', hear)
  return { by: () => by, exitCode: () => (by === 'SIGINT' ? exitCodes.interrupted : exitCodes.done) }
}
