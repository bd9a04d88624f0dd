import { visible } from './visible.ts'

/** Why a message is not a well-formed login event. Reasons carry positions and field names, never the text itself. */
export const reasonCodes = [
  'empty-body',
  'not-utf8',
  'not-json',
  'not-an-object',
  'too-deep',
  'duplicate-key',
  'missing-field',
  'unknown-field',
  'wrong-type',
  'empty-value',
  'too-long',
  'nul-character',
  'lone-surrogate',
  'not-an-ip',
  'not-a-version',
  'refused-by-database',
  'and-more',
] as const

export type ReasonCode = (typeof reasonCodes)[number]

export interface Reason {
  readonly code: ReasonCode
  /** JSON pointer (RFC 6901) to the value at fault; empty for the whole message. */
  readonly pointer: string
  /** Where in the body the fault stands, in UTF-16 code units, end exclusive; null where it has no place (a missing field). */
  readonly range: readonly [start: number, end: number] | null
  /** What fills the sentence: a limit, an expected type, an SQLSTATE. Never a value from the message. */
  readonly detail: string | null
}

const sentences: Record<ReasonCode, (field: string, detail: string) => string> = {
  'empty-body': () => 'The message is empty',
  'not-utf8': () => 'The message holds bytes that are no UTF-8 text, or was changed on its way',
  'not-json': (_, detail) => `Not JSON: ${detail}`,
  'not-an-object': (_, detail) => `Expected a JSON object, found ${detail}`,
  'too-deep': (_, detail) => `Nested deeper than ${detail} levels`,
  'duplicate-key': (field) => `${field} appears more than once`,
  'missing-field': (field) => `${field} is missing`,
  'unknown-field': (field) => `${field} is not a field of a login event`,
  'wrong-type': (field, detail) => `${field} must be ${detail}`,
  'empty-value': (field) => `${field} is empty`,
  'too-long': (field, detail) => `${field} is longer than ${detail} characters`,
  'nul-character': (field) => `${field} contains a NUL character`,
  'lone-surrogate': (field) => `${field} contains half of a surrogate pair`,
  'not-an-ip': (field) => `${field} is not an IPv4 or IPv6 address`,
  'not-a-version': (field) => `${field} is not a version number`,
  'and-more': (_, detail) => `${detail} more reasons of the kinds above`,
  'refused-by-database': (_, detail) => `PostgreSQL refused the row (${detail})`,
}

/** What each kind of reason is called where many are counted. */
export const reasonNames: Readonly<Record<ReasonCode, string>> = {
  'empty-body': 'Empty message',
  'not-utf8': 'Not UTF-8',
  'not-json': 'Not JSON',
  'not-an-object': 'Not an object',
  'too-deep': 'Nested too deep',
  'duplicate-key': 'Field twice',
  'missing-field': 'Missing field',
  'unknown-field': 'Unknown field',
  'wrong-type': 'Wrong type',
  'empty-value': 'Empty value',
  'too-long': 'Too long',
  'nul-character': 'NUL character',
  'lone-surrogate': 'Half a surrogate pair',
  'not-an-ip': 'Not an IP address',
  'not-a-version': 'Not a version',
  'and-more': 'More reasons',
  'refused-by-database': 'Refused by PostgreSQL',
}

/** The words for a reason, without a full stop. */
export const describeReason = (reason: Reason): string =>
  visible(
    sentences[reason.code](fieldName(reason) ?? unnamed[reason.code] ?? 'The message', reason.detail ?? ''),
  )

const fieldName = (reason: Reason): string | null => reason.pointer.slice(1) || null

/** What to call a value whose name is not safe to show. */
const unnamed: Partial<Record<ReasonCode, string>> = {
  'unknown-field': 'One of the names',
  'duplicate-key': 'One of the names',
}
