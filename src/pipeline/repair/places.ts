import type { EventDefinition } from '../../contract/event-definition.ts'
import { pointerTo, readPointer, type FieldPlace } from '../../contract/field-pointer.ts'
import type { MendingPlace } from '../../contract/mending.ts'
import type { Reason } from '../../contract/reason.ts'
import type { Layer } from '../envelope/layer.ts'
import type { MessageAttribute } from '../message-attribute.ts'
import { isEditable } from './edit-attributes.ts'
import { readJson, type JsonMember, type JsonNode } from '../json.ts'
import { membersIn, touchesMasked } from './edit-fields.ts'

/** The text of an event, without its envelopes. */
export interface OpenText {
  readonly text: string
  /** The same, covered: as long as the text itself. */
  readonly shown: string
  /** What is wrong with it, at places in it. */
  readonly reasons: readonly Reason[]
  readonly beside: Beside
}

/** What a message has besides the text of its event. */
export interface Beside {
  readonly attributes: readonly MessageAttribute[]
  /** Attributes that came in its envelope, by name. */
  readonly inEnvelope: (name: string) => string | undefined
  /** The fields of its envelope; null if it is in none that has fields. */
  readonly around: Layer['around']
}

/**
 * The values of a message that a person can change one by one: every field of the definition, and every other place
 * with a fault. Null if the text is not an object.
 */
export const placesOf = (
  { text, shown, reasons, beside }: OpenText,
  { fields }: Pick<EventDefinition, 'fields'>,
): readonly MendingPlace[] | null => {
  const read = readJson(text)
  if (!read.ok || read.root.kind !== 'object') return null
  const { root } = read
  const valueOf = ({ start, end }: JsonNode): string => shown.slice(start, end)
  const known = fields.map(({ pointer }) => pointer)
  const at = (pointer: string): MendingPlace => {
    const place = readPointer(pointer)
    if (place !== null && place.from !== 'body') return besidePlace(pointer, place, beside)
    const found = lookUp(root, pointer)
    const value = typeof found === 'string' ? null : valueOf(found.node)
    const state = typeof found === 'string' ? found : 'present'
    return { at: pointer, pointer, state, value, names: [], fault: null }
  }
  const byPlace = new Map(
    membersIn(root, '').map((one) => [`${one.member.keyStart} ${one.member.keyEnd}`, one]),
  )
  const masked = fields.flatMap(({ mask, pointer }) => (mask === null ? [] : [pointer]))
  const extras = reasons.filter(isExtra).flatMap((fault): readonly MendingPlace[] => {
    const { pointer, range } = fault
    const found = range === null ? undefined : byPlace.get(range.join(' '))
    if (range === null || found === undefined) return []
    const names = touchesMasked(found.pointer, masked) ? [] : missingBeside(root, found.pointer, known)
    const value = valueOf(found.member.node)
    return [{ at: range, pointer: pointer === '' ? null : pointer, state: 'extra', value, names, fault }]
  })
  const others = new Set(
    reasons.flatMap((reason) =>
      isExtra(reason) || known.includes(reason.pointer) || readPointer(reason.pointer) === null
        ? []
        : [reason.pointer],
    ),
  )
  return [...known.map(at), ...[...others].map(at), ...extras]
}

/** Whose values they are is not certain, so they are covered, whatever field they are. */
const besidePlace = (
  pointer: string,
  place: Exclude<FieldPlace, { readonly from: 'body' }>,
  beside: Beside,
): MendingPlace => {
  const [state, value] =
    place.from === 'attribute' ? attributeAt(place.name, beside) : envelopeAt(place.path, beside.around)
  return { at: pointer, pointer, state, value: value && covered(value), names: [], fault: null }
}

type Found = readonly [MendingPlace['state'], json: string | null]

const attributeAt = (name: string, { attributes, inEnvelope }: Beside): Found => {
  if (!isEditable(name, attributes)) return ['beside', null]
  const own = attributes.find((one) => one.name === name)?.value ?? inEnvelope(name)
  return own === undefined ? ['missing', null] : ['present', JSON.stringify(own)]
}

const envelopeAt = (path: readonly string[], around: Beside['around']): Found => {
  if (around === null) return ['beside', null]
  const found = lookAlong(around.members, path)
  return typeof found === 'string'
    ? [found, null]
    : ['present', around.text.slice(found.node.start, found.node.end)]
}

const covered = (json: string): string =>
  json.startsWith('"') ? `"${'•'.repeat(Math.max(0, json.length - 2))}"` : '•'.repeat(json.length)

/** For these reasons the name is at fault, not the value. */
const isExtra = ({ code }: Reason): boolean => code === 'unknown-field' || code === 'duplicate-key'

type Lack = Exclude<MendingPlace['state'], 'present'>

const lookUp = (root: JsonNode, pointer: string): JsonMember | Lack => {
  const place = readPointer(pointer)
  return place?.from !== 'body' ? 'beside' : lookAlong(root.kind === 'object' ? root.members : [], place.path)
}

const lookAlong = (members: readonly JsonMember[], [name, ...rest]: readonly string[]): JsonMember | Lack => {
  const [member, twin] = members.filter(({ key }) => key === name)
  if (member === undefined) return 'missing'
  if (twin !== undefined) return 'twice'
  const { node } = member
  if (rest.length === 0) return member
  if (node.kind === 'null') return 'missing'
  return node.kind === 'object' ? lookAlong(node.members, rest) : 'blocked'
}

/** Names of fields that are missing from the object that contains this value. */
const missingBeside = (root: JsonNode, pointer: string, known: readonly string[]): readonly string[] => {
  const around = pointer.slice(0, pointer.lastIndexOf('/'))
  return known.flatMap((each) => {
    const place = readPointer(each)
    const name = place?.from === 'body' ? place.path.at(-1) : undefined
    const isBeside = name !== undefined && `${around}${pointerTo(name)}` === each
    return isBeside && lookUp(root, each) === 'missing' ? [name] : []
  })
}
