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
export const hurriedBy = (signal: AbortSignal, nudge: Nudge): AbortSignal => {
  nudges.set(signal, nudge)
  return signal
}

/** The same for a signal of a part of that work, with the nudge of the whole if it has one. */
export const hurriedAs = (signal: AbortSignal, whole: AbortSignal): AbortSignal => {
  const nudge = nudges.get(whole)
  return nudge === undefined ? signal : hurriedBy(signal, nudge)
}

/** A signal that one of these gives, hurried as the first is. */
export const anySignal = (first: AbortSignal, ...others: readonly AbortSignal[]): AbortSignal =>
  hurriedAs(AbortSignal.any([first, ...others]), first)

/**
 * Calls `then` at each nudge of the work that the signal stops.
 *
 * @returns a function that ends that
 */
export const onHurry = (signal: AbortSignal, then: () => void): (() => void) =>
  nudges.get(signal)?.listen(then) ?? (() => undefined)

/** Sleeps, but not past the signal nor past a nudge of its work. Does not reject. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      unlisten()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    const unlisten = onHurry(signal, done)
    signal.addEventListener('abort', done)
  })

/** How long to wait before try `attempt` (0, 1, …), in milliseconds: doubling from `first` to `most`, with jitter. */
export const backOff = (attempt: number, first: number, most: number): number =>
  Math.min(most, first * 2 ** Math.min(attempt, 30)) * (0.5 + Math.random() / 2)
