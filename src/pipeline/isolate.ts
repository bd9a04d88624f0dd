/**
 * Decides which items to try next after they were refused together. Pure: the caller tries them and reports the
 * result.
 *
 * A refused group is narrowed by halves until one item is left. What came after it waits for its own try, as a whole
 * at first: one bad item in a thousand costs about log2(1000) tries. If bad ones are close together, that try gets
 * smaller and smaller, so a thousand bad items cost about a thousand tries. Items are always tried in their order.
 */
export interface Isolation<T> {
  /** The unsettled items, in their order. */
  readonly open: readonly T[]
  /** How many of the first items are known to include a refused one; 0 if nothing is known. */
  readonly suspected: number
  /** The refused items found, minus the successful tries since. */
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

/** The first `size` of `open` were refused; if that is one item, it is found and no longer open. */
export const afterRefusal = <T>({ open, found }: Isolation<T>, size: number): Isolation<T> =>
  size === 1 ? { open: open.slice(1), suspected: 0, found: found + 1 } : { open, suspected: size, found }
