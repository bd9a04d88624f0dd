import { readPointer } from '../contract/field-pointer.ts'

/** A node of the tree: what to know about one value of a message, and the names inside it. */
export interface PointerTree<T> {
  /** Null if the value only leads to others. */
  readonly value: T | null
  readonly inside: ReadonlyMap<string, PointerTree<T>>
}

interface Growing<T> {
  value: T | null
  readonly inside: Map<string, Growing<T>>
}

/**
 * The tree of all names on the pointers, in the body or in the envelope.
 *
 * @param entries what to know about the value of each pointer, if anything
 */
export const treeOf = <T>(
  entries: readonly (readonly [pointer: string, value: T | null])[],
  from: 'body' | 'envelope',
): PointerTree<T> => {
  const grow = (): Growing<T> => ({ value: null, inside: new Map() })
  const root = grow()
  for (const [pointer, value] of entries) {
    const place = readPointer(pointer)
    if (place?.from !== from) continue
    const at = place.path.reduce((outer, name) => {
      const inner = outer.inside.get(name) ?? grow()
      outer.inside.set(name, inner)
      return inner
    }, root)
    at.value = value ?? at.value
  }
  return root
}
