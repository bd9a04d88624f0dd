import { wordsOfBreak } from './json-breaks.ts'
import { fieldTypes, type FieldTypeCode } from './field-types.ts'
import { visible, type Shown } from './visible.ts'

/**
 * The words for a reason. `detail` is null for many reasons at once, whose details differ; the words with a detail
 * begin as those without, so that a group and a message in it are known by the same words.
 */
interface ReasonWords {
  readonly say: (field: string, detail: string | null) => string
  /** The words by themselves, as in a list of filters. */
  readonly name: string
}

/** Reasons that do not come from a type of field. */
const generalWords = {
  'empty-body': { say: () => 'The message is empty', name: 'Empty message' },
  'not-utf8': {
    say: () => 'The message holds bytes that are not UTF-8 text, or was changed on its way',
    name: 'Not UTF-8',
  },
  'not-json': { say: (_, detail) => withDetail('Not JSON', wordsOfBreak(detail)), name: 'Not JSON' },
  'not-an-object': {
    say: (_, detail) => withDetail('Not a JSON object', detail && `it is ${detail}`),
    name: 'Not an object',
  },
  'too-deep': {
    say: (_, detail) => withDetail('Nested too deeply', detail && `more than ${detail} levels`),
    name: 'Nested too deeply',
  },
  'duplicate-key': { say: (field) => `${field} appears more than once`, name: 'Field appears twice' },
  'missing-field': { say: (field) => `${field} is missing`, name: 'Field is missing' },
  'unknown-field': { say: (field) => `${field} is not a known field`, name: 'Unknown field' },
  'wrong-type': {
    say: (field, detail) => withDetail(`${field} has the wrong type`, detail && `it must be ${detail}`),
    name: 'Wrong type',
  },
  'empty-value': { say: (field) => `${field} is empty`, name: 'Empty value' },
  'too-long': {
    say: (field, detail) => withDetail(`${field} is too long`, detail && `more than ${detail} characters`),
    name: 'Too long',
  },
  'nul-character': { say: (field) => `${field} contains a NUL character`, name: 'NUL character' },
  'lone-surrogate': {
    say: (field) => `${field} contains an unpaired surrogate`,
    name: 'Unpaired surrogate',
  },
  'not-listed': { say: (field) => `${field} is not one of the values it may have`, name: 'Value not listed' },
  'out-of-range': {
    say: (field, detail) =>
      detail === null ? `${field} is out of range` : `${field} is out of range (${detail})`,
    name: 'Out of range',
  },
  'longer-than-column': {
    say: (field, detail) =>
      detail === null
        ? `${field} does not fit in its column`
        : `${field} does not fit in its column ${detail}`,
    name: 'Does not fit in its column',
  },
  'other-event': { say: () => 'The message is another event', name: 'Another event' },
  'not-wrapped': {
    say: (_, detail) =>
      withDetail('The message has another envelope', detail && `it is not wrapped as ${detail}`),
    name: 'Another envelope',
  },
  'not-base64': { say: () => 'The message is not base64', name: 'Not base64' },
  'not-gzip': { say: () => 'The message is not gzip', name: 'Not gzip' },
  'inflates-too-far': {
    say: (_, detail) => withDetail('The message unpacks to too much', detail && `more than ${detail}`),
    name: 'Unpacks to too much',
  },
  'holds-several': {
    say: () => 'The message holds a list; Sluice takes one event in a message',
    name: 'Several events in one',
  },
  'points-elsewhere': {
    say: () => 'The message only points to its content in Amazon S3, which Sluice does not fetch',
    name: 'Content in Amazon S3',
  },
  'refused-by-database': {
    say: (_, detail) => (detail === null ? 'Refused by PostgreSQL' : `Refused by PostgreSQL (${detail})`),
    name: 'Refused by PostgreSQL',
  },
  'dead-letter': {
    say: (_, detail) => withDetail('The message was moved to a dead-letter queue', detail),
    name: 'From a dead-letter queue',
  },
  'and-more': {
    say: (_, detail) => withDetail('Many more reasons', detail && `${detail} of the kinds above`),
    name: 'More than a hundred reasons',
  },
} as const satisfies Readonly<Record<string, ReasonWords>>

export type ReasonCode = keyof typeof generalWords | FieldTypeCode

const withDetail = (sentence: string, detail: string | null): string =>
  detail === null ? sentence : `${sentence}: ${detail}`

const typeWords = Object.fromEntries(
  Object.values(fieldTypes).map(({ code, fault, faultName }): [FieldTypeCode, ReasonWords] => [
    code,
    { say: (field) => `${field} ${fault}`, name: faultName },
  ]),
) as Record<FieldTypeCode, ReasonWords>

const words: Readonly<Record<ReasonCode, ReasonWords>> = { ...generalWords, ...typeWords }

/** Why a message is not the event it should be. */
export const reasonCodes = Object.keys(words) as [ReasonCode, ...ReasonCode[]]

export const isReasonCode = (text: string): text is ReasonCode => Object.hasOwn(words, text)

/** One reason. It carries positions and field names, never the text itself. */
export interface Reason {
  readonly code: ReasonCode
  /** Pointer to the value at fault, as a definition writes it; empty for the whole message. */
  readonly pointer: string
  /** Where in the body the fault is, in UTF-16 code units, end exclusive; null if it has no place (a missing field). */
  readonly range: readonly [start: number, end: number] | null
  /** What fills the sentence: a limit, an expected type, an SQLSTATE. Never a value from the message. */
  readonly detail: string | null
}

/** The words for all reasons of a code. */
export const nameOfReason = (code: ReasonCode): string => words[code].name

/** The words for a reason, without a full stop; with a detail of null for all that share its code and pointer. */
export const describeReason = (
  { code, pointer, detail }: Pick<Reason, 'code' | 'pointer' | 'detail'>,
  shown: Shown = visible,
): string =>
  words[code].say(
    shown(fieldName(pointer) ?? unnamed[code] ?? 'The message'),
    detail === null ? null : shown(detail),
  )

/** The field of a reason, as its words begin; null if they name none. */
export const fieldOfReason = ({ pointer }: Pick<Reason, 'pointer'>): string | null => {
  const name = fieldName(pointer)
  return name === null ? null : visible(name)
}

/** What is behind the mark that says where a field is. */
const fieldName = (pointer: string): string | null => pointer.replace(/^(?:@|\^?\/)/, '') || null

/** What to call a value whose name is not safe to show. */
const unnamed: Partial<Record<ReasonCode, string>> = {
  'unknown-field': 'One of the names',
  'duplicate-key': 'One of the names',
}
