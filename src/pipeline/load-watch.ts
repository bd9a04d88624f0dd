import { performance } from 'node:perf_hooks'

/** Tells whether one more receiver could be of use, or the processor is what is scarce. */
export interface LoadWatch {
  /** At most once in a while true: what the last receiver brought must show before the next is added. */
  readonly hasRoom: () => boolean
}

/** Between two receivers, in milliseconds. */
const settlingTime = 20

/** The share of time that this thread may be at work and still take on more. */
const busyShare = 0.85

export const createLoadWatch = (): LoadWatch => {
  let since = performance.eventLoopUtilization()
  let lookedAt = performance.now()
  return {
    hasRoom: () => {
      const now = performance.now()
      if (now - lookedAt < settlingTime) return false
      const { utilization } = performance.eventLoopUtilization(since)
      since = performance.eventLoopUtilization()
      lookedAt = now
      return utilization < busyShare
    },
  }
}
