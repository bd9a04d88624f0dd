import { reasonCodes, type ReasonCode } from './reason.ts'
import { visible } from './visible.ts'

/** One of the things that the messages of a group have in common. */
export interface CausePart {
  readonly code: ReasonCode
  /** JSON pointer (RFC 6901) to the value at fault; empty for the whole message. */
  readonly pointer: string
}

const parts: Record<ReasonCode, (field: string) => string> = {
  'empty-body': () => 'Empty message',
  'not-utf8': () => 'Not UTF-8, or changed on its way',
  'not-json': () => 'Not JSON',
  'not-an-object': () => 'Not a JSON object',
  'too-deep': () => 'Nested too deeply',
  'duplicate-key': (field) => `${field} appears more than once`,
  'missing-field': (field) => `${field} is missing`,
  'unknown-field': (field) => `${field} is not a known field`,
  'wrong-type': (field) => `${field} has the wrong type`,
  'empty-value': (field) => `${field} is empty`,
  'too-long': (field) => `${field} is too long`,
  'nul-character': (field) => `${field} contains a NUL character`,
  'lone-surrogate': (field) => `${field} contains half of a surrogate pair`,
  'not-an-ip': (field) => `${field} is not an IP address`,
  'not-a-version': (field) => `${field} is not a version number`,
  'and-more': () => 'many more reasons',
  'refused-by-database': () => 'Refused by PostgreSQL',
}

const isCode = (text: string): text is ReasonCode => (reasonCodes as readonly string[]).includes(text)

/**
 * Takes a group's name apart: one `code pointer` a line, as the database makes it. What the cut of a very long one left
 * of its last line is dropped.
 */
export const readCause = (cause: string): readonly CausePart[] =>
  cause.split('\n').flatMap((line) => {
    const space = line.indexOf(' ')
    const code = line.slice(0, space)
    return isCode(code) ? [{ code, pointer: line.slice(space + 1) }] : []
  })

/** The words for one part of a cause. Details are left out: they differ within a group. */
export const describeCausePart = ({ code, pointer }: CausePart): string =>
  visible(parts[code](pointer.slice(1) || 'One of the names'))

/** What a code is called where it stands for itself, as in a list of filters. */
export const codeNames: Record<ReasonCode, string> = {
  'empty-body': 'Empty message',
  'not-utf8': 'Not UTF-8',
  'not-json': 'Not JSON',
  'not-an-object': 'Not an object',
  'too-deep': 'Nested too deeply',
  'duplicate-key': 'Field appears twice',
  'missing-field': 'Field is missing',
  'unknown-field': 'Unknown field',
  'wrong-type': 'Wrong type',
  'empty-value': 'Empty value',
  'too-long': 'Too long',
  'nul-character': 'NUL character',
  'lone-surrogate': 'Half of a surrogate pair',
  'not-an-ip': 'Not an IP address',
  'not-a-version': 'Not a version',
  'refused-by-database': 'Refused by PostgreSQL',
  'and-more': 'More than a hundred reasons',
}
