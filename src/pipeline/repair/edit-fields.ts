import type { EditObstacle } from '../../contract/edit-words.ts'
import type { FieldChange } from '../../contract/mending.ts'
import { pointerTo, readPointer } from '../../contract/field-pointer.ts'
import type { Unwrap } from '../envelope/unwrap.ts'
import type { MessageAttribute } from '../message-attribute.ts'
import { readJson, type JsonMember, type JsonNode } from '../json.ts'
import { applyEdits, type Edit } from '../text-edit.ts'
import { editAttribute, type EditedAttributes } from './edit-attributes.ts'
import { insertMember, removeMembers } from './members.ts'

/** A message while its values are changed. Each step works on the body that the previous one left. */
export type EditedFields =
  | {
      readonly ok: true
      readonly body: string
      readonly steps: readonly (readonly Edit[])[]
      readonly attributes: readonly MessageAttribute[]
    }
  | { readonly ok: false; readonly why: EditObstacle }

export interface Editing {
  readonly unwrap: Unwrap
  /** What came beside the body. */
  readonly attributes?: readonly MessageAttribute[]
  /** Pointers of the masked fields. */
  readonly masked: readonly string[]
}

/**
 * Makes a person's changes, each at its place; everything else stays the same, character for character. Never throws,
 * whatever the body and the changes.
 */
export const editFields = (
  body: string,
  changes: readonly FieldChange[],
  { unwrap, masked, attributes: came = [] }: Editing,
): EditedFields => {
  if (changes.some((change) => 'value' in change && change.value !== null && !readJson(change.value).ok))
    return { ok: false, why: 'no-value' }
  const marks = changes.filter(isMark)
  const named = changes.filter(isNamed)
  // Places in the text as opened are right only while nothing has changed.
  const finders = [
    ...(marks.length === 0 ? [] : [(text: string) => editsIn(text, atMarks(marks, masked), unwrap)]),
    ...named.flatMap((change) => finderOf(change, unwrap)),
  ]
  const attributes = named.reduce<EditedAttributes>(
    (before, change) => withAttribute(before, change, body, unwrap),
    came,
  )
  if (typeof attributes === 'string') return { ok: false, why: attributes }
  let text = body
  const steps: (readonly Edit[])[] = []
  for (const find of finders) {
    const found = find(text)
    if (!found.ok) return found
    if (found.edits.length === 0) continue
    steps.push(found.edits)
    text = applyEdits(text, found.edits)
  }
  return kindOf(body, unwrap) === kindOf(text, unwrap)
    ? { ok: true, body: text, steps, attributes }
    : { ok: false, why: 'envelope' }
}

type Found =
  { readonly ok: true; readonly edits: readonly Edit[] } | { readonly ok: false; readonly why: EditObstacle }

type FindEdits = (text: string, root: ObjectNode) => Found

type ObjectNode = Extract<JsonNode, { readonly kind: 'object' }>

const editing = (edits: readonly Edit[]): Found => ({ ok: true, edits })
const stuck = (why: EditObstacle): Found => ({ ok: false, why })
const nothing = editing([])

const editsIn = (body: string, find: FindEdits, unwrap: Unwrap): Found => {
  const found = unwrap(body)
  if (found.kind === 'refused') return stuck('not-an-object')
  const text = found.kind === 'bare' ? body : found.message.text
  const read = readJson(text)
  if (!read.ok || read.root.kind !== 'object') return stuck('not-an-object')
  const inner = find(text, read.root)
  return inner.ok && found.kind === 'unwrapped' ? editing(found.message.putInBody(inner.edits)) : inner
}

/** An addition could look like an envelope, and its content like the message. */
const kindOf = (body: string, unwrap: Unwrap): string => {
  const found = unwrap(body)
  return found.kind === 'unwrapped' ? found.message.kinds.join(' ') : found.kind
}

type Named = Extract<FieldChange, { readonly value: string | null }> & { readonly at: string }
type Mark = FieldChange & { readonly at: readonly [number, number] }

const isMark = (change: FieldChange): change is Mark => typeof change.at !== 'string'
const isNamed = (change: FieldChange): change is Named => typeof change.at === 'string'

/** Finds the edits of a body for one change; nothing for what is beside it. */
const finderOf = ({ at, value }: Named, unwrap: Unwrap): readonly ((body: string) => Found)[] => {
  const place = readPointer(at)
  switch (place?.from) {
    case 'body':
      return [(body) => editsIn(body, (text, root) => setAt(text, root, place.path, value), unwrap)]
    case 'envelope':
      return [(body) => editsAround(body, place.path, value, unwrap)]
    case 'attribute':
      return []
    default:
      return [() => stuck('beside')]
  }
}

/** Changes a field of the envelope around the message. */
const editsAround = (body: string, path: readonly string[], value: string | null, unwrap: Unwrap): Found => {
  const found = unwrap(body)
  if (found.kind !== 'unwrapped' || found.message.around === null) return stuck('beside')
  const { text } = found.message.around
  const read = readJson(text)
  if (!read.ok || read.root.kind !== 'object') return stuck('beside')
  const inner = setAt(text, read.root, path, value)
  return inner.ok ? editing(found.message.putAround(inner.edits)) : inner
}

const withAttribute = (
  before: EditedAttributes,
  { at, value }: Named,
  body: string,
  unwrap: Unwrap,
): EditedAttributes => {
  const place = readPointer(at)
  if (typeof before === 'string' || place?.from !== 'attribute') return before
  const after = editAttribute(before, place.name, value)
  // One that came in the envelope can be replaced, but would still be there once ours is gone.
  const isGone = typeof after !== 'string' && !after.some(({ name }) => name === place.name)
  const found = isGone ? unwrap(body) : null
  return found?.kind === 'unwrapped' && found.message.attribute(place.name) !== undefined ? 'beside' : after
}

const setAt = (text: string, object: ObjectNode, path: readonly string[], value: string | null): Found => {
  const [name = '', ...rest] = path
  const [member, twin] = object.members.filter(({ key }) => key === name)
  if (member === undefined)
    return value === null
      ? nothing
      : editing([insertMember(text, object, JSON.stringify(name), nested(rest, value))])
  if (rest.length === 0 && value === null)
    return editing(removeMembers(object.members, ({ key }) => key === name))
  if (twin !== undefined) return stuck('ambiguous')
  const { node } = member
  if (rest.length > 0 && node.kind === 'object') return setAt(text, node, rest, value)
  if (rest.length > 0 && node.kind !== 'null') return stuck('in-the-way')
  return value === null ? nothing : replace(text, node, nested(rest, value))
}

/** A value with the objects that the names on the way require. */
const nested = (path: readonly string[], value: string): string =>
  path.reduceRight((inner, name) => `{${JSON.stringify(name)}:${inner}}`, value)

const replace = (text: string, { start, end }: JsonNode, by: string): Found =>
  text.slice(start, end) === by ? nothing : editing([{ range: [start, end], text: by }])

const atMarks =
  (marks: readonly Mark[], masked: readonly string[]): FindEdits =>
  (_, root) => {
    const wanted = new Map(marks.map((mark) => [mark.at.join(' '), mark]))
    const found = new Map<JsonMember, Mark>()
    for (const { member, pointer } of membersIn(root, '')) {
      const mark = wanted.get(`${member.keyStart} ${member.keyEnd}`)
      if (mark === undefined) continue
      // Under another name it could be stored as it is.
      if ('name' in mark && touchesMasked(pointer, masked)) return stuck('masked')
      found.set(member, mark)
    }
    return found.size < wanted.size ? stuck('not-there') : editing(editsAt(root, found).toSorted(byPlace))
  }

/** Whether a value is masked, holds one that is, or is in one. */
export const touchesMasked = (pointer: string, masked: readonly string[]): boolean =>
  masked.some((one) => one === pointer || one.startsWith(`${pointer}/`) || pointer.startsWith(`${one}/`))

interface FoundMember {
  readonly member: JsonMember
  readonly pointer: string
}

/** Every member of a value, at any depth. */
export const membersIn = (node: JsonNode, pointer: string): readonly FoundMember[] => {
  switch (node.kind) {
    case 'object':
      return node.members.flatMap((member) => {
        const at = `${pointer}${pointerTo(member.key)}`
        return [{ member, pointer: at }, ...membersIn(member.node, at)]
      })
    case 'array':
      return node.items.flatMap((item, index) => membersIn(item, `${pointer}/${index}`))
    default:
      return []
  }
}

/** Values inside something that is removed or replaced go with it. */
const editsAt = (node: JsonNode, marks: ReadonlyMap<JsonMember, Mark>): readonly Edit[] => {
  if (node.kind === 'array') return node.items.flatMap((item) => editsAt(item, marks))
  if (node.kind !== 'object') return []
  const isGone = (member: JsonMember): boolean => {
    const mark = marks.get(member)
    return mark !== undefined && 'value' in mark && mark.value === null
  }
  const kept = node.members.filter((member) => !isGone(member))
  return [
    ...removeMembers(node.members, isGone),
    ...kept.flatMap((member): readonly Edit[] => {
      const mark = marks.get(member)
      const inner = () => editsAt(member.node, marks)
      if (mark === undefined) return inner()
      if ('name' in mark)
        return [{ range: [member.keyStart, member.keyEnd], text: JSON.stringify(mark.name) }, ...inner()]
      return [{ range: [member.node.start, member.node.end], text: mark.value ?? 'null' }]
    }),
  ]
}

const byPlace = (one: Edit, other: Edit): number => one.range[0] - other.range[0]
