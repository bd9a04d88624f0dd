import type { EventDefinition, Match } from '../contract/event-definition.ts'
import { readPointer } from '../contract/field-pointer.ts'
import type { FieldType } from '../contract/field-type.ts'
import { fieldTypes, type FieldTypeName } from '../contract/field-types.ts'
import type { Reason } from '../contract/reason.ts'
import { explainObject } from './explain-body.ts'
import { maxDepth, readJson, type JsonMember, type JsonNode } from './json.ts'
import type { Mask } from './mask.ts'
import { compilePlain } from './plain-body.ts'
import type { ColumnLimits } from './column-limit.ts'
import type { Cell } from './ports.ts'
import type { ReadingNotes } from './reading-notes.ts'
import { shapeOf, takersIn } from './shape.ts'
import { createTaker, cellOf, type FieldTaker } from './take-field.ts'

/** A message as the values of an event's fields, masked where that is asked for, or every reason why it is not one. */
export type Reading =
  | { readonly ok: true; readonly values: readonly Cell[] }
  | { readonly ok: false; readonly reasons: readonly Reason[] }

/** What a message brings beside its body. */
export interface Surroundings {
  /** The text of an attribute of the message, or of the envelope that was taken off it; undefined where it has none. */
  readonly attribute: (name: string) => string | undefined
  /** The envelope that was taken off the body; null where there was none. */
  readonly envelope: { readonly text: string; readonly members: readonly JsonMember[] } | null
}

/** A body that came alone. */
const nothingAround: Surroundings = { attribute: () => undefined, envelope: null }

/** How messages are read beyond what their definition says. */
export interface ReadingOptions {
  /** What the columns hold, where that is less than their fields may be. */
  readonly limits?: ColumnLimits | undefined
  /** Hears what is worth noting; null where nobody does. */
  readonly notes?: ReadingNotes | null | undefined
}

export interface EventReader {
  /** The values of a body that is plainly well formed and needs nothing beside it; null where that cannot be told in short. */
  readonly plain: (body: string) => readonly Cell[] | null
  readonly read: (body: string, around?: Surroundings) => Reading
}

/**
 * Makes of a definition what reads its messages; all that no message changes is settled here. Reading never throws, whatever
 * the text. Most messages are plainly well formed and take the short way; all others are read with places.
 */
export const compileEvent = (
  definition: EventDefinition,
  mask: Mask,
  options: ReadingOptions = {},
): EventReader => {
  const { match } = definition
  const { limits } = options
  const notes = hasWhatIsNoted(definition) ? (options.notes ?? null) : null
  const takers = definition.fields.map((field, index) =>
    createTaker(field, index, mask, {
      limit: limits?.get(field.name) ?? null,
      onCut: notes?.cutOf(field.name) ?? null,
    }),
  )
  const ignoresUnknown = definition.unknownFields === 'ignore'
  const body = shapeOf(definition, takers, 'body')
  const outside = shapeOf(definition, takers, 'envelope')
  const inEnvelope = takersIn(outside)
  const inAttributes = takers.filter(({ field }) => readPointer(field.pointer)?.from === 'attribute')
  const readsBodyOnly = inEnvelope.length === 0 && inAttributes.length === 0 && match === null
  const readPlain = compilePlain(body, { isIgnored: ignoresUnknown, notes })
  const count = takers.length

  const explain = (text: string, around: Surroundings): Reading => {
    if (text.trim() === '') return rejected([whole('empty-body')])
    const read = readJson(text)
    if (!read.ok) {
      const detail = read.fault.code === 'not-json' ? read.fault.detail : String(maxDepth)
      return rejected([{ code: read.fault.code, pointer: '', range: [read.start, read.end], detail }])
    }
    const { root } = read
    if (root.kind !== 'object')
      return rejected([
        { code: 'not-an-object', pointer: '', range: [root.start, root.end], detail: article(root.kind) },
      ])
    const other = match === null ? null : mismatch(match, root.members, around)
    if (other !== null) return rejected([other])

    const cells = Array<Cell>(count).fill(null)
    const found = explainObject(root.members, body, { text, ignoresUnknown, notes, cells })
    const beside =
      around.envelope === null
        ? null
        : explainObject(around.envelope.members, outside, {
            ...{ text: around.envelope.text, ignoresUnknown: true, notes: null, cells },
          })
    const ofAttributes = inAttributes.flatMap((taker) => readAttribute(taker, around, cells))
    const seen = new Set([...found.seen, ...(beside?.seen ?? []), ...inAttributes])
    const missing = takers.flatMap((taker) => (seen.has(taker) ? [] : missingReasons(taker)))
    const reasons = [
      ...found.reasons,
      ...(beside?.reasons ?? []).map((reason) => ({ ...reason, pointer: `^${reason.pointer}`, range: null })),
      ...ofAttributes,
      ...missing,
    ]
    return reasons.length > 0 ? rejected(reasons) : { ok: true, values: cells }
  }

  const plain = (text: string): readonly Cell[] | null => {
    if (!readsBodyOnly) return null
    const cells = Array<Cell>(count).fill(null)
    const isRead = readPlain(text, cells)
    if (isRead) notes?.keep()
    else notes?.forget()
    return isRead ? cells : null
  }
  return {
    plain,
    read: (text, around = nothingAround) => {
      const values = plain(text)
      if (values !== null) return { ok: true, values }
      const reading = explain(text, around)
      if (reading.ok) notes?.keep()
      else notes?.forget()
      return reading
    },
  }
}

/** Most definitions ignore no name and cut no value; then nobody listens. */
const hasWhatIsNoted = ({ unknownFields, fields }: EventDefinition): boolean => {
  const types: Readonly<Record<FieldTypeName, FieldType>> = fieldTypes
  return unknownFields === 'ignore' || fields.some(({ type }) => types[type].isCut !== undefined)
}

/** As many reasons as anybody reads; a message may have a hundred thousand. */
const mostReasons = 100

const rejected = (reasons: readonly Reason[]): Reading => {
  const left = reasons.length - mostReasons
  if (left <= 0) return { ok: false, reasons }
  const more: Reason = { code: 'and-more', pointer: '', range: null, detail: String(left) }
  return { ok: false, reasons: [...reasons.slice(0, mostReasons), more] }
}

const whole = (code: Reason['code']): Reason => ({ code, pointer: '', range: null, detail: null })

const missingReasons = ({ field, missing }: FieldTaker): readonly Reason[] =>
  missing === null ? [] : [{ ...missing, pointer: field.pointer, range: null }]

const readAttribute = (taker: FieldTaker, around: Surroundings, cells: Cell[]): readonly Reason[] => {
  const { pointer } = taker.field
  const place = readPointer(pointer)
  const text = place?.from === 'attribute' ? around.attribute(place.name) : undefined
  if (text === undefined) return missingReasons(taker)
  // An attribute is a text; one of the type Number is taken as a number where the field takes no text.
  const kind = taker.field.accept.includes('string') ? 'string' : 'number'
  const faults = taker.faultsOf(text, kind)
  if (faults.length === 0) cells[taker.index] = cellOf(taker, text, kind)
  return faults.map(({ code, detail }) => ({ code, pointer, range: null, detail }))
}

/** Why a message is another event; null where it is this one. */
const mismatch = (
  { pointer, enum: texts }: Match,
  members: readonly JsonMember[],
  around: Surroundings,
): Reason | null => {
  const place = readPointer(pointer)
  if (place === null) return null
  const other = (range: Reason['range']): Reason => ({ code: 'other-event', pointer, range, detail: null })
  if (place.from === 'attribute')
    return texts.includes(around.attribute(place.name) ?? '') ? null : other(null)
  const from = place.from === 'body' ? members : (around.envelope?.members ?? [])
  const node = nodeAt(from, place.path)
  if (node?.kind === 'string' && texts.includes(node.value)) return null
  return other(node === null || place.from === 'envelope' ? null : [node.start, node.end])
}

const nodeAt = (members: readonly JsonMember[], [name, ...rest]: readonly string[]): JsonNode | null => {
  const node = members.find(({ key }) => key === name)?.node ?? null
  if (rest.length === 0 || node === null) return node
  return node.kind === 'object' ? nodeAt(node.members, rest) : null
}

const article = (kind: JsonNode['kind']): string =>
  kind === 'null' ? kind : kind === 'array' ? 'an array' : `a ${kind}`
