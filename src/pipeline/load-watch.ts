import { performance } from 'node:perf_hooks'

/** Decides whether another receiver could help, or the processor is the limit. */
export interface LoadWatch {
  /** True at most once in a while: the effect of the last receiver must show before the next is added. */
  readonly hasRoom: () => boolean
}

/** Between two receivers, in milliseconds. */
const settlingTime = 20

/** The largest share of busy time at which this thread can take on more. */
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
