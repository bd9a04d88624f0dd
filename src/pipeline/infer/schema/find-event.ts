import type { Envelope, Match } from '../../../contract/event-definition.ts'
import { isSchemaObject, objectOf, resolve, textOf, type NotTaken, type SchemaObject } from './schema-node.ts'

/** The part of a schema that describes the event, and how it was chosen. */
export interface FoundEvent {
  readonly node: SchemaObject
  readonly place: string
  readonly envelope: Envelope
  readonly match: Match | null
  readonly notTaken: readonly NotTaken[]
}

const marks = ['x-amazon-events-detail-type', 'x-amazon-events-source'] as const

const isMarked = (node: SchemaObject): boolean => marks.some((mark) => textOf(node, mark) !== null)

/**
 * Finds the event in a schema: the whole, or the `detail` of what a registry of EventBridge exports, as JSON Schema
 * or in OpenAPI. Returns what is wrong if there is none.
 */
export const findEvent = (root: SchemaObject): FoundEvent | string => {
  const schemas = objectOf(objectOf(root, 'components') ?? {}, 'schemas')
  if (schemas !== null) {
    const all = Object.entries(schemas).filter((entry): entry is [string, SchemaObject] =>
      isSchemaObject(entry[1]),
    )
    const found = all.find(([, node]) => isMarked(node)) ?? (all.length === 1 ? all[0] : undefined)
    if (found === undefined)
      return 'an OpenAPI document with several schemas, none of which has x-amazon-events-detail-type'
    const [name, node] = found
    return isMarked(node)
      ? detailOf(root, node, `#/components/schemas/${name}`)
      : whole(node, `#/components/schemas/${name}`)
  }
  return isMarked(root) ? detailOf(root, root, '#') : whole(root, '#')
}

const whole = (node: SchemaObject, place: string): FoundEvent => ({
  ...{ node, place, match: null, notTaken: [] },
  envelope: 'auto',
})

const detailOf = (root: SchemaObject, outer: SchemaObject, place: string): FoundEvent | string => {
  const detail = objectOf(objectOf(outer, 'properties') ?? {}, 'detail')
  if (detail === null) return 'an event of EventBridge without "detail"'
  const found = resolve(root, detail, [])
  if (typeof found === 'string') return `its "detail" ${found}`
  const kind = textOf(outer, 'x-amazon-events-detail-type')
  const source = textOf(outer, 'x-amazon-events-source')
  return {
    ...{ node: detail, place: `${place}/properties/detail`, envelope: ['eventbridge'] },
    match:
      kind !== null
        ? { pointer: '^/detail-type', enum: [kind] }
        : source === null
          ? null
          : { pointer: '^/source', enum: [source] },
    notTaken:
      kind !== null && source !== null
        ? [
            {
              place: `${place}/x-amazon-events-source`,
              what: 'a definition has one match, which is the detail-type',
            },
          ]
        : [],
  }
}
