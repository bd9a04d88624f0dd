import type { EventDefinition } from '../../contract/event-definition.ts'
import { pointerTo, readPointer } from '../../contract/field-pointer.ts'
import type { MendingPlace } from '../../contract/mending.ts'
import type { Reason } from '../../contract/reason.ts'
import { readJson, type JsonMember, type JsonNode } from '../json.ts'
import { membersIn, touchesMasked } from './edit-fields.ts'

/** The text of an event, without its envelopes. */
export interface OpenText {
  readonly text: string
  /** The same, covered: as long as the text itself. */
  readonly shown: string
  /** What is wrong with it, at places in it. */
  readonly reasons: readonly Reason[]
}

/**
 * The values of a message that a person can change one by one: every field of the definition, and every other place
 * with a fault. Null if the text is not an object.
 */
export const placesOf = (
  { text, shown, reasons }: OpenText,
  { fields }: Pick<EventDefinition, 'fields'>,
): readonly MendingPlace[] | null => {
  const read = readJson(text)
  if (!read.ok || read.root.kind !== 'object') return null
  const { root } = read
  const valueOf = ({ start, end }: JsonNode): string => shown.slice(start, end)
  const known = fields.map(({ pointer }) => pointer)
  const at = (pointer: string): MendingPlace => {
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

/** For these reasons the name is at fault, not the value. */
const isExtra = ({ code }: Reason): boolean => code === 'unknown-field' || code === 'duplicate-key'

const lookUp = (root: JsonNode, pointer: string): JsonMember | Exclude<MendingPlace['state'], 'present'> => {
  const place = readPointer(pointer)
  if (place?.from !== 'body') return 'beside'
  let node = root
  let last: JsonMember | null = null
  for (const name of place.path) {
    if (node.kind === 'null') return 'missing'
    if (node.kind !== 'object') return 'blocked'
    const [member, twin] = node.members.filter(({ key }) => key === name)
    if (member === undefined) return 'missing'
    if (twin !== undefined) return 'twice'
    last = member
    node = member.node
  }
  return last ?? 'missing'
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
