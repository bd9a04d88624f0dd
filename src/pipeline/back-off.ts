/** Sleeps, but not past the signal. Does not reject. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done)
  })

/** How long to wait before try `attempt` (0, 1, …), in milliseconds: doubling from `first` to `most`, with jitter. */
export const backOff = (attempt: number, first: number, most: number): number =>
  Math.min(most, first * 2 ** Math.min(attempt, 30)) * (0.5 + Math.random() / 2)
