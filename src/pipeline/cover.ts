import { readJson, type JsonMember } from './json.ts'
import { isLoginField, isShowableName } from './login.ts'
import { isUuid, mayBePersonal, sharesWith } from './personal.ts'

export interface Covered {
  /** As long as the original: what is covered is replaced, character for character, by `•`. */
  readonly text: string
  readonly covered: boolean
}

/** Whether a value is like those of its field; what is not may have come from another one. */
type IsLike = (value: string, secrets: readonly string[]) => boolean

/** Fields whose values are stored in the clear anyway, so they may be shown. */
const openFields: ReadonlyMap<string, IsLike> = new Map<string, IsLike>([
  // Where devices have UUIDs and a user has none, the two may have changed places.
  ['user_id', (value, secrets) => !mayBePersonal(value) && (isUuid(value) || !secrets.some(isUuid))],
  ['device_type', (value) => /^[A-Za-z ]{1,32}$/.test(value)],
  // Language, script and region (RFC 5646), or a region alone.
  ['locale', (value) => /^[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|[0-9]{3}))?$/.test(value)],
  // A version of usual length, three numbers at most as four may be an address; or a word.
  [
    'app_version',
    (value) =>
      /^(?:\d{1,4}(?:\.\d{1,4}){0,2}(?:-[A-Za-z]{1,8}\.?\d{0,3})?(?:\+[0-9A-Za-z]{1,8})?|[A-Za-z]{1,32})$/.test(
        value,
      ),
  ],
])

/** Fields whose values must not be seen. */
const closedFields = ['ip', 'device_id'] as const

/** Longer than any honest address or device id, in UTF-16 code units. */
const longestClosed = 256

interface Span {
  readonly start: number
  readonly end: number
}

/**
 * A message body fit to be shown. Everything is covered but JSON's own marks and what is certain: names of letters, `null`,
 * `true`, `false`, and the value of an open field, which is shown only where
 *
 * - it stands in the outermost object, before the first fault of the JSON;
 * - no name stands twice there, and `ip` and `device_id` both have a value of their own, since a value whose name was lost
 *   may stand under any other;
 * - it has no escape, is like the values of its field and not like an address or a number of a person or device, and
 *   shares nothing with the values of `ip` and `device_id`.
 *
 * In doubt it covers. The original is one press of a button away.
 */
export const coverBody = (body: string): Covered => {
  const text = coverAllBut(body, shownSpans(body))
  return { text, covered: text !== body }
}

/** What may be seen besides JSON's marks, in the order of the text. */
const shownSpans = (body: string): readonly Span[] => {
  const reading = readJson(body)
  if (reading.ok && reading.root.kind !== 'object') return []
  const members = reading.ok ? membersOf(reading.root) : reading.before
  const secrets = secretsOf(body, members)
  return members.flatMap((member) => spansOf(body, member, secrets))
}

const membersOf = (node: JsonMember['node']): readonly JsonMember[] =>
  node.kind === 'object' ? node.members : []

/** The values of `ip` and `device_id`, or null where it is not certain that these are all. */
const secretsOf = (body: string, members: readonly JsonMember[]): readonly string[] | null => {
  if (new Set(members.map(({ key }) => key)).size < members.length) return null
  const values = closedFields.map((field) => {
    const member = members.find(({ key }) => key === field)
    if (member === undefined) return ''
    const { node, keyStart, keyEnd } = member
    if (hasEscape(body, { start: keyStart, end: keyEnd })) return ''
    return node.kind === 'string'
      ? node.value
      : node.kind === 'number'
        ? body.slice(node.start, node.end)
        : ''
  })
  return values.every((value) => value !== '' && value.length <= longestClosed) ? values : null
}

const spansOf = (body: string, member: JsonMember, secrets: readonly string[] | null): readonly Span[] => {
  const { key, keyStart, keyEnd, node } = member
  const nameSpan = { start: keyStart, end: keyEnd }
  if (hasEscape(body, nameSpan)) return []
  const isName = isLoginField(key) || (isShowableName(key) && !shares(key, secrets ?? []))
  const name = isName ? [nameSpan] : []
  switch (node.kind) {
    case 'object':
      // Inside it no field is one that we know.
      return [...name, ...node.members.flatMap((inner) => spansOf(body, inner, null))]
    case 'null':
    case 'boolean':
      return [...name, node]
    case 'string':
      return !hasEscape(body, node) && isOpen(key, node.value, secrets) ? [...name, node] : name
    case 'array':
    case 'number':
      return name
  }
}

const isOpen = (key: string, value: string, secrets: readonly string[] | null): boolean =>
  secrets !== null && openFields.get(key)?.(value, secrets) === true && !shares(value, secrets)

const shares = (text: string, secrets: readonly string[]): boolean =>
  secrets.some((secret) => sharesWith(text, secret))

/** Whether a name or a text is written with an escape: what it says is then not what is seen. */
const hasEscape = (body: string, { start, end }: Span): boolean => body.slice(start, end).includes('\\')

const quote = 0x22
const backslash = 0x5c

/** `spans` lie outside of quotes or hold both, and are in the order of the text. */
const coverAllBut = (body: string, spans: readonly Span[]): string => {
  const parts: string[] = []
  let quoted = false
  let at = 0
  const coverUpTo = (end: number): void => {
    let from = at
    // Stretches of what is shown and of what is covered take turns, so that a part is as long as can be.
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

/** JSON's marks and white space (RFC 8259, 2), the quote apart. */
const isMark = (unit: number): boolean => marks.has(unit)

const marks: ReadonlySet<number> = new Set(Array.from('{}[],: \t\r\n', (mark) => mark.charCodeAt(0)))
