import type { EventDefinition } from '../contract/event-definition.ts'
import { treeOf, type PointerTree } from './pointer-tree.ts'
import type { FieldTaker } from './take-field.ts'

/** Which field a message's value is, and which others are inside it. Anything outside the shape is unknown. */
export type Shape = PointerTree<FieldTaker>

/** The value of `match` belongs to the shape too, and is not a field. */
export const shapeOf = (
  { match }: Pick<EventDefinition, 'match'>,
  takers: readonly FieldTaker[],
  from: 'body' | 'envelope',
): Shape =>
  treeOf<FieldTaker>(
    [
      ...takers.map((taker) => [taker.field.pointer, taker] as const),
      ...(match === null ? [] : [[match.pointer, null] as const]),
    ],
    from,
  )

/** Takers at or below a place, in no order. */
export const takersIn = ({ value, inside }: Shape): readonly FieldTaker[] => [
  ...(value === null ? [] : [value]),
  ...[...inside.values()].flatMap(takersIn),
]
