import type { EventDefinition } from '../contract/event-definition.ts'
import { treeOf, type PointerTree } from './pointer-tree.ts'
import type { FieldTaker } from './take-field.ts'

/** Which field a value of a message is, and which others lie in it. What is not in the shape is unknown. */
export type Shape = PointerTree<FieldTaker>

/** What a definition looks at to tell events apart belongs to its shape too, and is no field. */
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
