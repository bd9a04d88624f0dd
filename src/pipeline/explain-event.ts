import type { EventDefinition, Match } from '../contract/event-definition.ts'
import { pointerTo, readPointer } from '../contract/field-pointer.ts'
import { detailOfBreak } from '../contract/json-breaks.ts'
import type { Reason } from '../contract/reason.ts'
import { explainObject } from './explain-body.ts'
import { maxDepth, readJson, type JsonMember, type JsonNode } from './json.ts'
import type { Cell } from './ports.ts'
import type { ReadingNotes } from './reading-notes.ts'
import type { Shape } from './shape.ts'
import { isShowableName } from './showable-name.ts'
import { cellOf, type FieldTaker, type Sound } from './take-field.ts'
import { readTolerantly, type TolerantReading } from './tolerant/read-tolerantly.ts'
import type { Break } from './tolerant/reader.ts'

/** A message as an event's values, masked if asked for, or every reason why it is not an event. */
export type Reading =
  | { readonly ok: true; readonly values: readonly Cell[] }
  | { readonly ok: false; readonly reasons: readonly Reason[] }

/** What a message has besides its body. */
export interface Surroundings {
  /** The text of an attribute of the message, or of the envelope that was taken off it; undefined if it has none. */
  readonly attribute: (name: string) => string | undefined
  /** The envelope that was removed; null if there was none. */
  readonly envelope: { readonly text: string; readonly members: readonly JsonMember[] } | null
}

/** A compiled definition, as far as explaining needs it. */
export interface Explaining {
  readonly match: EventDefinition['match']
  readonly takers: readonly FieldTaker[]
  readonly body: Shape
  readonly outside: Shape
  readonly inAttributes: readonly FieldTaker[]
  readonly ignoresUnknown: boolean
  readonly notes: ReadingNotes | null
}

/** A text that is JSON, or what could be made of it. */
type Readable = Omit<TolerantReading, 'root'> & { readonly root: JsonNode }

/**
 * Reads a body with places and lists everything that is wrong with it. A body that is not JSON is read as far as it
 * is clear what was meant: its other faults are listed too, except those that only follow from a break.
 */
export const explain = (text: string, around: Surroundings, by: Explaining): Reading => {
  if (text.trim() === '') return rejected([whole('empty-body')])
  const strict = readJson(text)
  const { root, ...rest } = strict.ok ? { ...nothingBroken, root: strict.root } : readBroken(text, strict)
  if (root?.kind === 'object') return explainRoot(text, { root, ...rest }, around, by)
  const { breaks, left, hides } = rest
  const broken = breaks.map((one) => reasonOf(one, by.body))
  return rejected(
    [...broken, ...(root === null || hides || breaks.some(isDepth) ? [] : notAnObject(root))],
    left,
  )
}

const nothingBroken = { breaks: [], left: 0, hides: false } as const

/** Whatever the tolerant reader finds, a text that is not JSON has a fault. */
const readBroken = (text: string, { start, end }: { readonly start: number; readonly end: number }) => {
  const found = readTolerantly(text)
  if (found.breaks.length > 0) return found
  return {
    ...found,
    root: null,
    hides: true,
    breaks: [{ kind: 'other-format', start, end, path: [] }],
  } as const
}

const isDepth = ({ kind }: Break): boolean => kind === 'too-deep'

const notAnObject = ({ kind, start, end }: JsonNode): readonly Reason[] =>
  kind === 'broken'
    ? []
    : [{ code: 'not-an-object', pointer: '', range: [start, end], detail: article(kind) }]

const explainRoot = (text: string, found: Readable, around: Surroundings, by: Explaining): Reading => {
  const { root, breaks, left, hides } = found
  const broken = breaks.map((one) => reasonOf(one, by.body))
  const members = root.kind === 'object' ? root.members : []
  const other = by.match === null ? null : mismatch(by.match, members, around, hides)
  if (other !== null) return rejected([...broken, other].toSorted(byPlace), left)

  const { takers, ignoresUnknown, notes } = by
  const sound: Sound[] = []
  const inBody = explainObject(members, by.body, { text, ignoresUnknown, notes, sound, breaks })
  const beside =
    around.envelope === null
      ? null
      : explainObject(around.envelope.members, by.outside, {
          ...{ text: around.envelope.text, ignoresUnknown: true, notes: null, sound, breaks: [] },
        })
  const ofAttributes = by.inAttributes.flatMap((taker) => readAttribute(taker, around, sound))
  const seen = new Set([...inBody.seen, ...(beside?.seen ?? []), ...by.inAttributes])
  const missing = takers.flatMap((taker) =>
    seen.has(taker) || (hides && taker.field.pointer.startsWith('/')) ? [] : missingReasons(taker),
  )
  const placed = broken.length === 0 ? inBody.reasons : [...broken, ...inBody.reasons].toSorted(byPlace)
  const reasons = [
    ...placed,
    ...(beside?.reasons ?? []).map((reason) => ({ ...reason, pointer: `^${reason.pointer}`, range: null })),
    ...ofAttributes,
    ...missing,
  ]
  if (reasons.length > 0) return rejected(reasons, left)
  const values = Array<Cell>(takers.length).fill(null)
  for (const one of sound) values[one.taker.index] = cellOf(one)
  return { ok: true, values }
}

export const byPlace = (one: Reason, other: Reason): number =>
  (one.range?.[0] ?? Infinity) - (other.range?.[0] ?? Infinity) || 0

/** A break, with the pointer to the value that contains it, as far as its names may be shown. */
export const reasonOf = ({ kind, start, end, path }: Break, shape: Shape): Reason => {
  let pointer = ''
  let at: Shape | undefined = shape
  for (const name of path) {
    at = at?.inside.get(name)
    if (at === undefined && !isShowableName(name)) break
    pointer += pointerTo(name)
  }
  return kind === 'too-deep'
    ? { code: kind, pointer: '', range: [start, end], detail: String(maxDepth) }
    : { code: 'not-json', pointer, range: [start, end], detail: detailOfBreak(kind) }
}

/** The most reasons that are kept; a message could have a hundred thousand. */
const mostReasons = 100

/**
 * A rejection for these reasons, of which the first hundred are kept. A reason that counts others adds its count.
 *
 * @param more how many there are beyond these
 */
export const rejected = (all: readonly Reason[], more = 0): Reading & { readonly ok: false } => {
  const reasons = all.filter(({ code }) => code !== 'and-more')
  const counted = all.reduce(
    (sum, { code, detail }) => sum + (code === 'and-more' ? Number(detail) : 0),
    more,
  )
  const left = reasons.length + counted - mostReasons
  if (left <= 0) return { ok: false, reasons }
  const last: Reason = { code: 'and-more', pointer: '', range: null, detail: String(left) }
  return { ok: false, reasons: [...reasons.slice(0, mostReasons), last] }
}

const whole = (code: Reason['code']): Reason => ({ code, pointer: '', range: null, detail: null })

const missingReasons = ({ field, missing }: FieldTaker): readonly Reason[] =>
  missing === null ? [] : [{ ...missing, pointer: field.pointer, range: null }]

const readAttribute = (taker: FieldTaker, around: Surroundings, sound: Sound[]): readonly Reason[] => {
  const { pointer } = taker.field
  const place = readPointer(pointer)
  const text = place?.from === 'attribute' ? around.attribute(place.name) : undefined
  if (text === undefined) return missingReasons(taker)
  // An attribute is a text; one of the type Number is read as a number if the field takes no text.
  const kind = taker.field.accept.includes('string') ? 'string' : 'number'
  const faults = taker.faultsOf(text, kind)
  if (faults.length === 0) sound.push({ taker, text, kind })
  return faults.map(({ code, detail }) => ({ code, pointer, range: null, detail }))
}

/** Why a message is another event; null if it is this one. */
const mismatch = (
  { pointer, enum: texts }: Match,
  members: readonly JsonMember[],
  around: Surroundings,
  hides: boolean,
): Reason | null => {
  const place = readPointer(pointer)
  if (place === null) return null
  const other = (range: Reason['range']): Reason => ({ code: 'other-event', pointer, range, detail: null })
  if (place.from === 'attribute')
    return texts.includes(around.attribute(place.name) ?? '') ? null : other(null)
  const from = place.from === 'body' ? members : (around.envelope?.members ?? [])
  const node = nodeAt(from, place.path)
  if (node?.kind === 'string' && texts.includes(node.value)) return null
  // It may be right if it is not certain what it is.
  if (place.from === 'body' && (node === null ? hides : node.kind === 'broken')) return null
  return other(node === null || place.from === 'envelope' ? null : [node.start, node.end])
}

const nodeAt = (members: readonly JsonMember[], [name, ...rest]: readonly string[]): JsonNode | null => {
  const node = members.find(({ key }) => key === name)?.node ?? null
  if (rest.length === 0 || node === null) return node
  return node.kind === 'object' ? nodeAt(node.members, rest) : null
}

const article = (kind: JsonNode['kind']): string =>
  kind === 'null' ? kind : kind === 'array' ? 'an array' : `a ${kind}`
