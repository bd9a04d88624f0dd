import { isPlainName } from '../names.ts'
import type { Suspicion } from '../../../contract/event-proposal.ts'
import { suspectPlace } from '../suspect.ts'
import { readType, type SchemaType } from './read-type.ts'
import { isSchemaObject, objectOf, ownOf, resolve, type SchemaObject } from './schema-node.ts'
import { personalTag } from './tags.ts'

/** How much can still be searched; references can make a small schema endless. */
export interface Budget {
  left: number
}

export const tagged: Suspicion = { kind: 'tagged', seen: null, isUnsure: false }

/** By its name alone: a schema has no values. */
export const suspectNamed = (path: readonly string[], { type }: Pick<SchemaType, 'type'>): Suspicion | null =>
  suspectPlace(
    path,
    type === 'boolean' ? [{ kind: 'boolean', text: 'true', count: 1, messages: [] }] : [],
    type === 'timestamp' || type === 'date',
  )

interface Place {
  readonly node: SchemaObject
  readonly path: readonly string[]
  readonly through: readonly string[]
}

/** The first personal place in what is stored as a whole; also null if the budget runs out first. */
export const suspectInside = (
  root: SchemaObject,
  { node, path, through }: Place,
  budget: Budget,
): Suspicion | null => {
  if (budget.left === 0) return null
  budget.left -= 1
  const found = resolve(root, node, through)
  if (typeof found === 'string') return null
  const own =
    suspectNamed(path, readType(found.node, '', [])) ?? (personalTag(found.node) === null ? null : tagged)
  if (own !== null) return own
  const inner: readonly (readonly [string, unknown])[] = [
    ...Object.entries(objectOf(found.node, 'properties') ?? {}),
    ...['items', 'additionalProperties'].map((name) => ['', ownOf(found.node, name)] as const),
  ]
  for (const [name, member] of inner) {
    if (!isSchemaObject(member)) continue
    const at = { node: member, path: [...path, isPlainName(name) ? name : ''], through: found.through }
    const suspected = suspectInside(root, at, budget)
    if (suspected !== null) return suspected
  }
  return null
}
