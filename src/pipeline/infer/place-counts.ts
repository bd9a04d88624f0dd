import type { Match } from '../../contract/event-definition.ts'
import type { PlaceCounts } from '../../contract/event-editing.ts'
import { readPointer, type FieldPlace } from '../../contract/field-pointer.ts'
import type { JsonMember, JsonNode } from '../json.ts'
import { isBinary } from '../message-attribute.ts'
import { coverValue } from './cover-value.ts'
import type { PlacedMessage } from './open-sample.ts'

/** How many values of each place are shown, covered. */
const mostSamples = 3

interface Found {
  readonly isNull: boolean
  readonly isText: boolean
  readonly text: string
}

/** Counts what is at these pointers. Null for what is not a pointer. */
export const countPlaces = (
  messages: readonly PlacedMessage[],
  pointers: readonly string[],
): readonly (PlaceCounts | null)[] => {
  const memberOf = createMemberOf()
  return pointers.map((pointer) => {
    const place = readPointer(pointer)
    return place === null ? null : countPlace(messages, place, memberOf)
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

/** Returns whether a message is one of those that are meant; all are if the match names no place. */
export const createIsMeant = ({ pointer, enum: texts }: Match): ((message: PlacedMessage) => boolean) => {
  const place = readPointer(pointer)
  const memberOf = createMemberOf()
  if (place === null) return () => true
  return (message) => {
    const found = findAt(message, place, memberOf)
    return found?.isText === true && texts.includes(found.text)
  }
}

const findAt = (
  { text, root, attributes, around, attribute }: PlacedMessage,
  place: FieldPlace,
  memberOf: MemberOf,
): Found | null => {
  if (place.from === 'attribute') {
    const found = attributes.find(({ name, type }) => name === place.name && !isBinary(type))
    const value = found?.value ?? attribute(place.name)
    return value === undefined ? null : { isNull: false, isText: true, text: value }
  }
  const isInside = place.from === 'body'
  const outermost = isInside ? root.members : (around?.members ?? [])
  const [name = '', ...inner] = place.path
  const node = inner.reduce<JsonNode | undefined>(
    (outer, next) => (outer?.kind === 'object' ? memberOf(outer.members, next) : undefined),
    memberOf(outermost, name),
  )
  if (node === undefined) return null
  const spelled = isInside ? text : (around?.text ?? '')
  return {
    isNull: node.kind === 'null',
    isText: node.kind === 'string',
    text: node.kind === 'string' ? node.value : spelled.slice(node.start, node.end),
  }
}

type MemberOf = (members: readonly JsonMember[], name: string) => JsonNode | undefined

/** With more names than this an object is gone through once, not for each pointer. */
const manyNames = 16

/** The first member of each name; hostile objects can have ten thousand, and repeat some. */
const createMemberOf = (): MemberOf => {
  const indexes = new WeakMap<readonly JsonMember[], ReadonlyMap<string, JsonNode>>()
  return (members, name) => {
    if (members.length < manyNames) return members.find(({ key }) => key === name)?.node
    const index =
      indexes.get(members) ?? new Map(members.toReversed().map(({ key, node: inner }) => [key, inner]))
    indexes.set(members, index)
    return index.get(name)
  }
}
