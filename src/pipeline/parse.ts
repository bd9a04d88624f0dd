import type { Reason, ReasonCode } from '../contract/reason.ts'
import { maxDepth, readJson, type JsonMember, type JsonNode } from './json.ts'
import {
  fieldFaults,
  isLoginField,
  isShowableName,
  loginFields,
  type Login,
  type LoginField,
} from './login.ts'

export type Parsed =
  { readonly ok: true; readonly login: Login } | { readonly ok: false; readonly reasons: readonly Reason[] }

export interface ParseRules {
  /** Whether a message may have fields besides the six. */
  readonly allowUnknownFields: boolean
}

/**
 * A message body as a login event, or every reason why it is none. Never throws, whatever the text.
 * Most messages are plainly well formed and take the short way; all others are read with places.
 */
export const parseLogin = (body: string, rules: ParseRules): Parsed => {
  const login = parsePlain(body)
  return login === null ? explain(body, rules) : { ok: true, login }
}

/**
 * The short way: a flat object of exactly the six fields, without escapes. Without a backslash every quote in the text
 * delimits a name or a value, so counting quotes shows that no name stands there twice (`JSON.parse` would keep the last).
 * Null means: not plainly well formed.
 */
const parsePlain = (body: string): Login | null => {
  if (body.includes('\\')) return null
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null) return null
  let texts = loginFields.length
  let names = 0
  for (const [name, text] of Object.entries<unknown>(value as Record<string, unknown>)) {
    if (!isLoginField(name)) return null
    if (typeof text === 'string') texts += 1
    else if (text !== null) return null
    if (fieldFaults(name, text).length > 0) return null
    names += 1
  }
  if (names !== loginFields.length || countQuotes(body) !== texts * 2) return null
  return value as Login
}

const countQuotes = (text: string): number => {
  let count = 0
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) count += 1
  return count
}

const explain = (body: string, rules: ParseRules): Parsed => {
  if (body.trim() === '') return rejected([reason('empty-body', '', null)])
  const reading = readJson(body)
  if (!reading.ok) {
    const detail = reading.fault.code === 'not-json' ? reading.fault.detail : String(maxDepth)
    return rejected([{ code: reading.fault.code, pointer: '', range: [reading.start, reading.end], detail }])
  }
  const { root } = reading
  if (root.kind !== 'object') {
    return rejected([
      { code: 'not-an-object', pointer: '', range: [root.start, root.end], detail: article(root.kind) },
    ])
  }
  const seen = new Map<string, JsonNode>()
  const reasons = root.members.flatMap((member) => memberReasons(member, seen, rules))
  const missing = loginFields
    .filter((field) => !seen.has(field))
    .map((field) => reason('missing-field', field, null))
  if (reasons.length + missing.length > 0) return rejected([...reasons, ...missing])
  return {
    ok: true,
    login: Object.fromEntries(loginFields.map((field) => [field, textOf(seen, field)])) as Login,
  }
}

/** As many reasons as anybody reads; a message may have a hundred thousand. */
const mostReasons = 100

const rejected = (reasons: readonly Reason[]): Parsed => {
  const left = reasons.length - mostReasons
  if (left <= 0) return { ok: false, reasons }
  const more: Reason = { code: 'and-more', pointer: '', range: null, detail: String(left) }
  return { ok: false, reasons: [...reasons.slice(0, mostReasons), more] }
}

/** What is wrong with one member; the first of a name is remembered in `seen`. */
const memberReasons = (
  member: JsonMember,
  seen: Map<string, JsonNode>,
  rules: ParseRules,
): readonly Reason[] => {
  const { key, node } = member
  const keyRange = [member.keyStart, member.keyEnd] as const
  const reasons: Reason[] = []
  if (seen.has(key)) reasons.push(reason('duplicate-key', key, keyRange))
  else seen.set(key, node)
  if (isLoginField(key)) {
    for (const { code, detail } of fieldFaults(key, valueOf(node))) {
      reasons.push({ code, pointer: pointerTo(key), range: [node.start, node.end], detail })
    }
  } else if (!rules.allowUnknownFields) {
    reasons.push(reason('unknown-field', key, keyRange))
  }
  return reasons
}

const valueOf = (node: JsonNode): string | null | undefined =>
  node.kind === 'string' ? node.value : node.kind === 'null' ? null : undefined

const textOf = (seen: ReadonlyMap<string, JsonNode>, field: LoginField): string | null | undefined => {
  const node = seen.get(field)
  return node && valueOf(node)
}

const reason = (code: ReasonCode, key: string, range: Reason['range']): Reason => ({
  code,
  pointer: key === '' ? '' : pointerTo(key),
  range,
  detail: null,
})

const pointerTo = (key: string): string => (isShowableName(key) ? `/${key}` : '')

const article = (kind: JsonNode['kind']): string =>
  kind === 'null' ? kind : kind === 'array' ? 'an array' : `a ${kind}`
