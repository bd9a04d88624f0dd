/**
 * Which of some items to try next, when together they were refused. Pure: whoever tries them says what came of it.
 *
 * A refused group is narrowed by halves until one item is left. What stood behind it waits for its own try, as a whole
 * at first: one bad item in a thousand costs about log2(1000) tries. Where bad ones stand close, that try gets smaller
 * and smaller, so that a thousand bad items cost about a thousand tries. Items are always tried in their order.
 */
export interface Isolation<T> {
  /** What is not settled yet, in its order. */
  readonly open: readonly T[]
  /** How many of the first of these are known to hold a refused one; 0 where nothing is known. */
  readonly suspected: number
  /** Refused ones found, less the tries that went well since. */
  readonly found: number
}

export const isolate = <T>(items: readonly T[]): Isolation<T> => ({ open: items, suspected: 0, found: 0 })

/** How many of `open` to try next. */
export const groupSize = ({ open, suspected, found }: Isolation<unknown>): number =>
  suspected > 0
    ? Math.ceil(suspected / 2)
    : Math.max(1, Math.ceil(open.length / 2 ** Math.max(0, Math.min(found - 1, 30))))

/** The first `size` of `open` were loaded. */
export const afterLoad = <T>({ open, suspected, found }: Isolation<T>, size: number): Isolation<T> => ({
  open: open.slice(size),
  suspected: Math.max(0, suspected - size),
  found: suspected > 0 ? found : Math.max(0, found - 1),
})

/** The first `size` of `open` were refused; where that is one item, it is found and no longer open. */
export const afterRefusal = <T>({ open, found }: Isolation<T>, size: number): Isolation<T> =>
  size === 1 ? { open: open.slice(1), suspected: 0, found: found + 1 } : { open, suspected: size, found }
