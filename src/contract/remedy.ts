import type { Field } from './event-definition.ts'
import { fieldTypes, type FieldTypeCode } from './field-types.ts'
import type { FieldType } from './field-type.ts'
import { remedyOfBreak } from './json-breaks.ts'
import type { Reason, ReasonCode } from './reason.ts'
import { visible } from './visible.ts'

type Remedy = (detail: string | null, field: Field | null, isTyped: boolean) => string

/** The remedy for each fault that does not come from a type of field. */
const general: Readonly<Record<Exclude<ReasonCode, FieldTypeCode>, Remedy>> = {
  'empty-body': () => 'Send the event as a JSON object',
  'not-utf8': () => 'Send the text in UTF-8',
  'not-json': remedyOfBreak,
  'not-an-object': () => 'Send one JSON object',
  'too-deep': (detail) => (detail === null ? 'Use fewer levels' : `Use at most ${detail} levels`),
  'duplicate-key': () => 'Keep the right one and remove the others',
  'missing-field': (_, field, isTyped) =>
    field === null ? 'Add the field' : `Add it, with ${asked(field, isTyped)}`,
  'unknown-field': () => 'Remove it, or allow unknown fields',
  'wrong-type': (detail, field, isTyped) => write(field, detail, isTyped),
  'empty-value': (_, field, isTyped) => write(field, null, isTyped),
  'too-long': (detail) => (detail === null ? 'Shorten it' : `Shorten it to at most ${detail} characters`),
  'nul-character': () => 'Remove the NUL character',
  'lone-surrogate': () => 'Write the whole character, or remove its half',
  'not-listed': (_, field, isTyped) => write(field, 'one of the values that it may have', isTyped),
  'out-of-range': (detail) =>
    detail === null ? 'Write a value within the range' : `Keep within the range: ${detail}`,
  'longer-than-column': () => 'Shorten it, or make the column wider',
  'other-event': () => 'Send it to the queue of its own event',
  'not-wrapped': (detail) =>
    detail === null ? 'Send it in the envelope of the definition' : `Send it as ${detail}`,
  'not-base64': () => 'Encode it in base64',
  'not-gzip': () => 'Compress it with gzip, then encode it in base64',
  'inflates-too-far': (detail) =>
    detail === null ? 'Send less in one message' : `Send at most ${detail}, unpacked`,
  'holds-several': () => 'Send each event as a message of its own',
  'points-elsewhere': () => 'Send the content itself in the message',
  'refused-by-database': () => 'Look at the table with `sluice doctor`, then try again',
  'dead-letter': () => 'Try it again, or send it back: nothing in it is at fault',
  'and-more': () => 'Correct those above first',
}

const byType = new Map<string, FieldType>(Object.values(fieldTypes).map((type) => [type.code, type]))

/** A field without any rule of its own. */
const plain = { maxLength: null, form: null, precision: null, scale: null }

/**
 * The remedy for a fault, one sentence without a full stop.
 *
 * @param field the field at fault, if it is one of the definition
 * @param isTyped whether the value is typed by itself, where quotes are not part of it
 */
export const remedyOf = (
  { code, detail }: Pick<Reason, 'code' | 'detail'>,
  field: Field | null,
  isTyped = false,
): string => {
  const type = byType.get(code)
  if (type !== undefined) return write(field, type.asked(plain), isTyped)
  return visible(general[code as Exclude<ReasonCode, FieldTypeCode>](detail, field, isTyped))
}

/** The field that a reason points to; null if the definition does not have it. */
export const fieldAt = (fields: readonly Field[], { pointer }: Pick<Reason, 'pointer'>): Field | null =>
  fields.find((field) => field.pointer === pointer) ?? null

/** @param otherwise what to write if the field is not known */
const write = (field: Field | null, otherwise: string | null, isTyped: boolean): string =>
  `Write ${field === null ? (otherwise ?? 'a value') : asked(field, isTyped)}`

/** The most values that a sentence lists. */
const mostListed = 8

/** What a field needs, in words: its values or its type, and whether in quotes. */
const asked = (field: Field, isTyped: boolean): string => {
  const type: FieldType = fieldTypes[field.type]
  const { accept } = field
  const isListed = field.enum !== null && field.enum.length <= mostListed
  const value = isListed ? oneOf(field.enum) : type.asked(field)
  const isKnown = accept.every((kind) => kind === 'string' || kind === 'number' || kind === 'boolean')
  const quotes =
    isTyped || !isKnown
      ? ''
      : !accept.includes('string')
        ? ', without quotes'
        : accept.length === 1
          ? ', in quotes'
          : ''
  const length = field.maxLength === null || isListed ? '' : ` of at most ${field.maxLength} characters`
  const kinds = isKnown ? '' : ` (${accept.join(' or ')})`
  return visible(`${value}${length}${kinds}${quotes}${field.nullable ? ', or null' : ''}`)
}

const oneOf = (values: readonly string[]): string =>
  values.length === 1 ? `${values[0]}` : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`
