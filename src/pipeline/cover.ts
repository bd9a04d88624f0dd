import type { EventDefinition, Field } from '../contract/event-definition.ts'
import { readPointer } from '../contract/field-pointer.ts'
import { fieldTypes } from '../contract/field-types.ts'
import { sharesWith } from '../contract/field-types/personal.ts'
import { readJson, type JsonMember, type JsonNode } from './json.ts'
import { treeOf, type PointerTree } from './pointer-tree.ts'
import { isShowableName } from './showable-name.ts'

export interface Covered {
  /** As long as the original: what is covered is replaced, character for character, by `•`. */
  readonly text: string
  readonly covered: boolean
}

/** @param besides values that are secret too, such as those of the message this one was made from */
export type Cover = (body: string, besides?: readonly string[]) => Covered

/** Longer than any honest address or device id, in UTF-16 code units. */
const longestClosed = 256

interface Span {
  readonly start: number
  readonly end: number
}

/** Which field a body's value is, and which others are inside it. */
type Place = PointerTree<Field>

/** A place where no name is known. */
const nowhere: Place = { value: null, inside: new Map() }

/**
 * Compiles a definition into a function that covers its messages. It covers everything in a body except JSON's own
 * marks and what is certain: names of letters, `null`, `true`, `false`, and the value of a field that is stored in
 * the clear, which is shown only where
 *
 * - it is where the definition reads it, before the first fault of the JSON;
 * - no name is repeated in an object that the definition looks into, and every masked field has its own value, since
 *   a value whose name was lost may be under any other;
 * - it has no escape, is like the values of its field and not like an address or a number of a person or device, and
 *   shares nothing with the values of the masked fields.
 *
 * If in doubt it covers. The original is one button away.
 *
 * @param isWrapped whether a body is in an envelope, whose own fields stay covered
 */
export const compileCover = (
  definition: Pick<EventDefinition, 'fields'>,
  isWrapped: (body: string) => boolean = () => false,
): Cover => {
  const entries = definition.fields.map((field) => [field.pointer, field] as const)
  const root = treeOf<Field>(entries, 'body')
  const closed = definition.fields.flatMap(({ mask, pointer }) => {
    const place = readPointer(pointer)
    return mask !== null && place?.from === 'body' ? [place.path] : []
  })
  return (body, besides = []) => {
    const text = coverAllBut(body, shownSpans(body, isWrapped(body) ? nowhere : root, closed, besides))
    return { text, covered: text !== body }
  }
}

/** Every value at the place of a masked field; more than one if a name is repeated. */
export const compileMaskedValues = ({
  fields,
}: Pick<EventDefinition, 'fields'>): ((text: string) => readonly string[]) => {
  const closed = fields.flatMap(({ mask, pointer }) => {
    const place = readPointer(pointer)
    return mask !== null && place?.from === 'body' ? [place.path] : []
  })
  return (text) => {
    const reading = readJson(text)
    const members = reading.ok ? membersOf(reading.root) : reading.before
    return closed.flatMap((path) => valuesAt(text, members, path)).filter((value) => value !== '')
  }
}

const valuesAt = (
  text: string,
  members: readonly JsonMember[],
  [name, ...rest]: readonly string[],
): readonly string[] =>
  members
    .filter(({ key }) => key === name)
    .flatMap(({ node }) => (rest.length > 0 ? valuesAt(text, membersOf(node), rest) : textsIn(text, node)))

const textsIn = (text: string, node: JsonNode): readonly string[] => {
  switch (node.kind) {
    case 'string':
      return [node.value]
    case 'number':
      return [text.slice(node.start, node.end)]
    case 'array':
      return node.items.flatMap((item) => textsIn(text, item))
    case 'object':
      return node.members.flatMap((member) => textsIn(text, member.node))
    default:
      return []
  }
}

type Paths = readonly (readonly string[])[]

/** What can be shown besides JSON's marks, in the order of the text. */
const shownSpans = (
  body: string,
  root: Place,
  closed: Paths,
  besides: readonly string[],
): readonly Span[] => {
  const reading = readJson(body)
  if (reading.ok && reading.root.kind !== 'object') return []
  const members = reading.ok ? membersOf(reading.root) : reading.before
  const own = secretsOf(body, members, root, closed)
  const secrets = own && [...own, ...besides]
  return members.flatMap((member) => spansOf(body, member, root, secrets))
}

const membersOf = (node: JsonNode): readonly JsonMember[] => (node.kind === 'object' ? node.members : [])

/** The values of the masked fields, or null if it is not certain that these are all. */
const secretsOf = (
  body: string,
  members: readonly JsonMember[],
  root: Place,
  closed: Paths,
): readonly string[] | null => {
  if (hasTwins(members, root)) return null
  const values = closed.map((path) => secretAt(body, members, path))
  return values.every((value) => value !== '' && value.length <= longestClosed) ? values : null
}

/** Whether a name is repeated in an object that the definition looks into. */
const hasTwins = (members: readonly JsonMember[], place: Place): boolean =>
  new Set(members.map(({ key }) => key)).size < members.length ||
  members.some(({ key, node }) => {
    const inner = place.inside.get(key)
    return inner !== undefined && inner.inside.size > 0 && hasTwins(membersOf(node), inner)
  })

/** Empty if there is none, or none that is certain. */
const secretAt = (
  body: string,
  members: readonly JsonMember[],
  [name, ...rest]: readonly string[],
): string => {
  const member = members.find(({ key }) => key === name)
  if (member === undefined) return ''
  const { node, keyStart, keyEnd } = member
  if (hasEscape(body, { start: keyStart, end: keyEnd })) return ''
  if (rest.length > 0) return secretAt(body, membersOf(node), rest)
  return node.kind === 'string' ? node.value : node.kind === 'number' ? body.slice(node.start, node.end) : ''
}

const spansOf = (
  body: string,
  { key, keyStart, keyEnd, node }: JsonMember,
  around: Place,
  secrets: readonly string[] | null,
): readonly Span[] => {
  const nameSpan = { start: keyStart, end: keyEnd }
  if (hasEscape(body, nameSpan)) return []
  const known = around.inside.get(key)
  const isName = known !== undefined || (isShowableName(key) && !shares(key, secrets ?? []))
  const name = isName ? [nameSpan] : []
  const place = known ?? nowhere
  switch (node.kind) {
    case 'object': {
      // Inside a value that the definition does not look into, no field is known.
      const certain = place.inside.size > 0 ? secrets : null
      return [...name, ...node.members.flatMap((inner) => spansOf(body, inner, place, certain))]
    }
    case 'null':
    case 'boolean':
      return [...name, node]
    case 'string':
      return !hasEscape(body, node) && isOpen(place.value, 'string', node.value, secrets)
        ? [...name, node]
        : name
    case 'number':
      return isOpen(place.value, 'number', body.slice(node.start, node.end), secrets) ? [...name, node] : name
    case 'array':
    case 'broken':
      return name
  }
}

const isOpen = (
  field: Field | null,
  kind: 'string' | 'number',
  value: string,
  secrets: readonly string[] | null,
): boolean => {
  if (field === null || field.mask !== null || secrets === null || !field.accept.includes(kind)) return false
  const isLike =
    field.enum === null
      ? fieldTypes[field.type].mayBeShown(value, field, secrets)
      : field.enum.includes(value)
  return isLike && !shares(value, secrets)
}

const shares = (text: string, secrets: readonly string[]): boolean =>
  secrets.some((secret) => sharesWith(text, secret))

/** Whether a name or a text is written with an escape, so that what is seen is not what it says. */
const hasEscape = (body: string, { start, end }: Span): boolean => body.slice(start, end).includes('\\')

const quote = 0x22
const backslash = 0x5c

/** `spans` are outside quotes or include both, in the order of the text. */
const coverAllBut = (body: string, spans: readonly Span[]): string => {
  const parts: string[] = []
  let quoted = false
  let at = 0
  const coverUpTo = (end: number): void => {
    let from = at
    // Shown and covered stretches alternate, so that each is as long as possible.
    let shown = true
    for (; at < end; at += 1) {
      const unit = body.charCodeAt(at)
      const escaping = quoted && unit === backslash
      if (unit === quote) quoted = !quoted
      const show = unit === quote || (!quoted && isMark(unit))
      if (show !== shown) {
        parts.push(shown ? body.slice(from, at) : '•'.repeat(at - from))
        from = at
        shown = show
      }
      if (escaping && at + 1 < end) at += 1
    }
    parts.push(shown ? body.slice(from, end) : '•'.repeat(end - from))
  }
  for (const { start, end } of spans) {
    coverUpTo(start)
    parts.push(body.slice(start, end))
    at = end
  }
  coverUpTo(body.length)
  return parts.join('')
}

/** JSON's marks and white space (RFC 8259, 2), except the quote. */
const isMark = (unit: number): boolean => marks.has(unit)

const marks: ReadonlySet<number> = new Set(Array.from('{}[],: \t\r\n', (mark) => mark.charCodeAt(0)))
