import { mostEnvelopes, type Envelope, type EnvelopeKind } from '../../contract/event-definition.ts'
import type { Reason } from '../../contract/reason.ts'
import { openBase64, openGzip } from './base64.ts'
import { openCloudEvent } from './cloudevents.ts'
import { openEventBridge } from './eventbridge.ts'
import type { Layer, OpenEnvelope, Range } from './layer.ts'
import { listReason } from './list.ts'
import { openSns } from './sns.ts'
import { openText } from './text.ts'
import type { Edit } from '../text-edit.ts'

/** A message without what it was wrapped in. */
export interface Unwrapped {
  readonly text: string
  /** The envelopes removed, from the outermost to the innermost. */
  readonly kinds: readonly EnvelopeKind[]
  /** The place in the body of a place in the text. */
  readonly toBody: (range: Range) => Range
  /** The edits of the body for edits of the text. */
  readonly putInBody: (edits: readonly Edit[]) => readonly Edit[]
  /** Fields of the innermost envelope that has any. */
  readonly around: Layer['around']
  /** The edits of the body for edits of the text that those fields are in. */
  readonly putAround: (edits: readonly Edit[]) => readonly Edit[]
  /** The event's name by the innermost envelope that has one, with the envelope's kind in front. */
  readonly eventId: string | null
  readonly attribute: (name: string) => string | undefined
}

export type Unwrapping =
  /** The body is the event itself. */
  | { readonly kind: 'bare' }
  | { readonly kind: 'unwrapped'; readonly message: Unwrapped }
  | { readonly kind: 'refused'; readonly reason: Reason }

export type Unwrap = (body: string) => Unwrapping

export const openers: Readonly<Record<EnvelopeKind, OpenEnvelope>> = {
  sns: openSns,
  eventbridge: openEventBridge,
  cloudevents: openCloudEvent,
  text: openText,
  base64: openBase64,
  'gzip+base64': openGzip,
}

const bare: Unwrapping = { kind: 'bare' }

/** Compiles a definition's envelope into a function that removes it, which never throws. */
export const compileUnwrap = (envelope: Envelope): Unwrap => {
  if (envelope === 'auto') return unwrapByMarks
  if (envelope.length === 0) return () => bare
  return (body) => {
    const layers: Layer[] = []
    for (const kind of envelope) {
      const found = openers[kind](layers.at(-1)?.text ?? body)
      if (!found.ok) {
        const list = listReason(layers.at(-1)?.text ?? body)
        return refused(list ?? found.reason, layers)
      }
      layers.push(found.layer)
    }
    return ending(body, envelope, layers)
  }
}

/** What is left once everything is removed: the event, or something that is not an event. */
const ending = (body: string, kinds: readonly EnvelopeKind[], layers: readonly Layer[]): Unwrapping => {
  const text = layers.at(-1)?.text ?? body
  const list = firstMark(text) === '[' ? listReason(text) : null
  if (list !== null) return refused(list, layers)
  return layers.length === 0 ? bare : { kind: 'unwrapped', message: joined(body, kinds, layers) }
}

/** A reason of an inner text, at its place in the body. */
const refused = (reason: Reason, layers: readonly Layer[]): Unwrapping => ({
  kind: 'refused',
  reason: { ...reason, range: reason.range && toBodyThrough(layers)(reason.range) },
})

export const toBodyThrough =
  (layers: readonly Layer[]) =>
  (range: Range): Range =>
    layers.reduceRight((at, { toOuter }) => toOuter(at), range)

export const joined = (body: string, kinds: readonly EnvelopeKind[], layers: readonly Layer[]): Unwrapped => {
  const inmost = layers.toReversed()
  const named = inmost.findIndex(({ eventId }) => eventId !== null)
  const fielded = layers.findLastIndex(({ around }) => around !== null)
  const kind = kinds[kinds.length - 1 - named]
  return {
    text: layers.at(-1)?.text ?? body,
    kinds,
    toBody: toBodyThrough(layers),
    putInBody: (edits) => layers.reduceRight((inner, { putOuter }) => putOuter(inner), edits),
    around: layers[fielded]?.around ?? null,
    putAround: (edits) =>
      layers.slice(0, Math.max(0, fielded)).reduceRight((inner, { putOuter }) => putOuter(inner), edits),
    eventId: named === -1 ? null : `${kind ?? ''}\n${inmost[named]?.eventId ?? ''}`,
    attribute: (name) =>
      inmost.map(({ attributes }) => attributes.get(name)).find((text) => text !== undefined),
  }
}

/**
 * Every envelope that is detected by its marks contains one of these; most bodies have none, and cost only this
 * check.
 */
const marks = ['"Type"', '"detail-type"', '"specversion"']

export const told = ['sns', 'eventbridge', 'cloudevents'] as const

export const mayBeWrapped = (text: string): boolean => marks.some((mark) => text.includes(mark))

/** The first character that is not white space. */
export const firstMark = (text: string): string => /\S/.exec(text.slice(0, 64))?.[0] ?? ''

/**
 * Removes what is certain: the exact names of SNS, EventBridge and CloudEvents, and a JSON string that holds an
 * object. A list is not an event, and neither is a pointer to Amazon S3.
 */
const unwrapByMarks: Unwrap = (body) => {
  const layers: Layer[] = []
  const kinds: EnvelopeKind[] = []
  let text = body
  while (layers.length < mostEnvelopes) {
    const found = openByMarks(text)
    if (found === null) break
    layers.push(found.layer)
    kinds.push(found.kind)
    text = found.layer.text
  }
  return ending(body, kinds, layers)
}

const openByMarks = (text: string): { readonly kind: EnvelopeKind; readonly layer: Layer } | null => {
  if (firstMark(text) === '"') {
    const found = openText(text)
    return found.ok && firstMark(found.layer.text) === '{' ? { kind: 'text', layer: found.layer } : null
  }
  if (!mayBeWrapped(text)) return null
  for (const kind of told) {
    const found = openers[kind](text)
    if (found.ok) return { kind, layer: found.layer }
  }
  return null
}
