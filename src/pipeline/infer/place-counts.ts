import type { PlaceCounts } from '../../contract/event-editing.ts'
import { readPointer, type FieldPlace } from '../../contract/field-pointer.ts'
import type { JsonNode } from '../json.ts'
import { isBinary, type MessageAttribute } from '../message-attribute.ts'
import { coverValue } from './cover-value.ts'
import type { SampleMessage } from './gather.ts'

/** A message of a sample with its attributes and envelope. */
export interface PlacedMessage extends SampleMessage {
  readonly attributes: readonly MessageAttribute[]
}

/** How many values of each place are shown, covered. */
const mostSamples = 3

interface Found {
  readonly isNull: boolean
  readonly text: string
}

/**
 * Counts what is at these pointers. Null for a pointer into an envelope, which is not counted, and for what is not a
 * pointer.
 */
export const countPlaces = (
  messages: readonly PlacedMessage[],
  pointers: readonly string[],
): readonly (PlaceCounts | null)[] => {
  const memberOf = createMemberOf()
  return pointers.map((pointer) => {
    const place = readPointer(pointer)
    return place === null || place.from === 'envelope' ? null : countPlace(messages, place, memberOf)
  })
}

const countPlace = (
  messages: readonly PlacedMessage[],
  place: FieldPlace,
  memberOf: MemberOf,
): PlaceCounts => {
  const samples = new Set<string>()
  let [seen, nulls] = [0, 0]
  for (const message of messages) {
    const found = findAt(message, place, memberOf)
    if (found === null) continue
    seen += 1
    if (found.isNull) nulls += 1
    else if (samples.size < mostSamples) samples.add(coverValue(found.text))
  }
  return { seen, nulls, samples: [...samples] }
}

const findAt = (
  { text, root, attributes }: PlacedMessage,
  place: FieldPlace,
  memberOf: MemberOf,
): Found | null => {
  if (place.from === 'attribute') {
    const found = attributes.find(({ name, type }) => name === place.name && !isBinary(type))
    return found === undefined ? null : { isNull: false, text: found.value }
  }
  const node = place.path.reduce<JsonNode | undefined>(memberOf, root)
  if (node === undefined) return null
  return {
    isNull: node.kind === 'null',
    text: node.kind === 'string' ? node.value : text.slice(node.start, node.end),
  }
}

type MemberOf = (node: JsonNode | undefined, name: string) => JsonNode | undefined

/** With more names than this an object is gone through once, not for each pointer. */
const manyNames = 16

/** The first member of each name; hostile objects can have ten thousand, and repeat some. */
const createMemberOf = (): MemberOf => {
  const indexes = new WeakMap<JsonNode, ReadonlyMap<string, JsonNode>>()
  return (node, name) => {
    if (node?.kind !== 'object') return undefined
    const { members } = node
    if (members.length < manyNames) return members.find(({ key }) => key === name)?.node
    const index =
      indexes.get(node) ?? new Map(members.toReversed().map(({ key, node: inner }) => [key, inner]))
    indexes.set(node, index)
    return index.get(name)
  }
}
