import { callSize } from './receiving.ts'

/** Caps on what a run can use; it takes less if less is enough. */
export interface RunLimits {
  /** The most receive calls open at once. */
  readonly receivers: number
  /** Transactions open at once. */
  readonly writers: number
  /** Messages in one transaction. */
  readonly batchRows: number
  /** Bodies in one transaction, in bytes of UTF-16. */
  readonly batchBytes: number
  /** How long a message waits for others to share its transaction, in milliseconds. */
  readonly lingerMs: number
  /** Messages in memory. */
  readonly heldRows: number
  /** Bodies in memory, in bytes of UTF-16. */
  readonly heldBytes: number
}

export const defaultLimits: RunLimits = {
  receivers: 40,
  writers: 4,
  batchRows: 500,
  batchBytes: 8 * 1024 * 1024,
  lingerMs: 50,
  heldRows: 5_000,
  heldBytes: 64 * 1024 * 1024,
}

/** So that little goes back to the queue when a run is stopped: two receives' worth. */
export const takeLittleAhead = (limits: RunLimits): RunLimits => ({
  ...limits,
  heldRows: Math.min(limits.heldRows, 2 * callSize),
  receivers: Math.min(limits.receivers, 2),
})
