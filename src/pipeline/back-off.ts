/** Ends waits early: all listeners try again at once. */
export interface Nudge {
  readonly give: () => void
  /** @returns a function that ends the listening */
  readonly listen: (onNudge: () => void) => () => void
}

export const createNudge = (): Nudge => {
  const listeners = new Set<() => void>()
  return {
    give: () => {
      for (const onNudge of [...listeners]) onNudge()
    },
    listen: (onNudge) => {
      listeners.add(onNudge)
      return () => listeners.delete(onNudge)
    },
  }
}

const nudges = new WeakMap<AbortSignal, Nudge>()

/** Has every pause under a signal heed a nudge as well: whoever may stop a piece of work may also hurry it. */
export const hurriedBy = (signal: AbortSignal, nudge: Nudge | undefined): AbortSignal => {
  if (nudge !== undefined) nudges.set(signal, nudge)
  return signal
}

/** A signal that one of these gives, hurried as the first is. */
export const anySignal = (first: AbortSignal, ...others: readonly AbortSignal[]): AbortSignal =>
  hurriedBy(AbortSignal.any([first, ...others]), nudges.get(first))

/** Sleeps, but not past the signal nor past a nudge. Does not reject. */
export const pause = (
  milliseconds: number,
  signal: AbortSignal,
  nudge: Nudge | undefined = nudges.get(signal),
): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      unlisten?.()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    const unlisten = nudge?.listen(done)
    signal.addEventListener('abort', done)
  })

/** How long to wait before try `attempt` (0, 1, …), in milliseconds: doubling from `first` to `most`, with jitter. */
export const backOff = (attempt: number, first: number, most: number): number =>
  Math.min(most, first * 2 ** Math.min(attempt, 30)) * (0.5 + Math.random() / 2)
