/** Lets loops wait for a change that another loop makes. */
export interface Latch {
  /** Wakes all who wait. */
  readonly notify: () => void
  /** Settles at the next `notify`, or after `milliseconds` if given and finite. */
  readonly wait: (milliseconds?: number) => Promise<void>
}

export const createLatch = (): Latch => {
  let waiting = new Set<() => void>()
  return {
    notify: () => {
      const woken = waiting
      waiting = new Set()
      for (const wake of woken) wake()
    },
    wait: (milliseconds = Infinity) =>
      new Promise((resolve) => {
        const timer =
          milliseconds === Infinity
            ? undefined
            : setTimeout(() => {
                waiting.delete(wake)
                resolve()
              }, milliseconds)
        const wake = () => {
          clearTimeout(timer)
          resolve()
        }
        waiting.add(wake)
      }),
  }
}
