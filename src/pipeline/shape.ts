import type { EventDefinition } from '../contract/event-definition.ts'
import { readPointer } from '../contract/field-pointer.ts'
import type { FieldTaker } from './take-field.ts'

/** What the pointers of a definition say of one value of a message: which field it is, and which names lie in it. */
export interface Shape {
  /** The field that the value is; null where it only leads to others. */
  readonly taker: FieldTaker | null
  /** What lies in it, by name. */
  readonly inside: ReadonlyMap<string, Shape>
}

interface Growing {
  taker: FieldTaker | null
  readonly inside: Map<string, Growing>
}

const grow = (): Growing => ({ taker: null, inside: new Map() })

const reach = (root: Growing, path: readonly string[]): Growing =>
  path.reduce((at, name) => {
    const next = at.inside.get(name) ?? grow()
    at.inside.set(name, next)
    return next
  }, root)

/**
 * The tree of all names that a definition reads or passes through on its way, in the body or in the envelope; what it looks at to
 * tell events apart counts too. What is not in it is unknown.
 */
export const shapeOf = (
  { match }: Pick<EventDefinition, 'match'>,
  takers: readonly FieldTaker[],
  from: 'body' | 'envelope',
): Shape => {
  const root = grow()
  for (const taker of takers) {
    const place = readPointer(taker.field.pointer)
    if (place?.from === from) reach(root, place.path).taker = taker
  }
  const matching = match === null ? null : readPointer(match.pointer)
  if (matching?.from === from) reach(root, matching.path)
  return root
}

/** Takers at or below a place, in no order. */
export const takersIn = ({ taker, inside }: Shape): readonly FieldTaker[] => [
  ...(taker === null ? [] : [taker]),
  ...[...inside.values()].flatMap(takersIn),
]
