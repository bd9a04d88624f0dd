import { pause } from './back-off.ts'

/** Keeps to a rate of messages a second. */
export interface Gate {
  /** How many may pass at once. */
  readonly most: number
  /** Waits until this many may pass, or until the signal. */
  readonly pass: (count: number, signal: AbortSignal) => Promise<void>
}

/** @param rate messages a second; null for as fast as possible */
export const createGate = (rate: number | null): Gate => {
  let openAt = 0
  return {
    most: rate === null ? Infinity : Math.max(1, Math.ceil(rate)),
    pass: async (count, signal) => {
      if (rate === null) return
      const wait = openAt - performance.now()
      openAt = Math.max(openAt, performance.now()) + (count / rate) * 1_000
      if (wait > 0) await pause(wait, signal)
    },
  }
}
