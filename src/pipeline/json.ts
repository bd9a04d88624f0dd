import { detailOfBreak } from '../contract/json-breaks.ts'
import { endOfNumber } from './json-number.ts'
import { isPlain, readEscapeAt } from './json-string.ts'

/**
 * JSON (RFC 8259) read with places: every value knows where it is, no key is dropped, and the first fault is named
 * without quoting the text. `JSON.parse` offers none of this: it keeps the last of equal keys, and its messages quote
 * the input. Used to explain a message that is not plainly well formed.
 */
export type JsonNode = { readonly start: number; readonly end: number } &
  /** `isOpen`: the tolerant reader found no end, so some members may belong elsewhere. */
  (
    | { readonly kind: 'object'; readonly members: readonly JsonMember[]; readonly isOpen?: boolean }
    | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
    | { readonly kind: 'number' | 'boolean' | 'null' }
    /** In place of a value that is not JSON; only from the tolerant reader. */
    | { readonly kind: 'broken' }
    | { readonly kind: 'string'; readonly value: string }
  )

export interface JsonMember {
  readonly key: string
  readonly keyStart: number
  readonly keyEnd: number
  readonly node: JsonNode
  /** Whether the name is uncertain, so that it and its value are not judged; only from the tolerant reader. */
  readonly isUncertain?: boolean
}

export type JsonReading =
  | { readonly ok: true; readonly root: JsonNode }
  | {
      readonly ok: false
      readonly start: number
      readonly end: number
      readonly fault: JsonFault
      /** What is complete before the fault: the members of the outermost object, in their order. */
      readonly before: readonly JsonMember[]
    }

export type JsonFault = { readonly code: 'not-json'; readonly detail: string } | { readonly code: 'too-deep' }

/** Deep enough for any honest message, shallow enough for the stack. */
export const maxDepth = 64

/**
 * Reads one JSON text. Offsets are UTF-16 code units. It passes over the text once, from left to right, without
 * patterns, so its steps are bounded.
 */
export const readJson = (text: string): JsonReading => {
  const reader: Reader = { text, at: 0, before: [] }
  try {
    if (text.startsWith('\uFEFF')) fault(0, 1, detailOfBreak('byte-order-mark'))
    const root = readValue(reader, 1)
    skipSpace(reader)
    if (reader.at < text.length) fault(reader.at, text.length, detailOfBreak('text-after-end'))
    return { ok: true, root }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { ok: false, start: error.start, end: error.end, fault: error.fault, before: reader.before }
  }
}

interface Reader {
  readonly text: string
  at: number
  /** Members of the outermost object that were read completely. */
  readonly before: JsonMember[]
}

class Fault {
  readonly start: number
  readonly end: number
  readonly fault: JsonFault

  constructor(start: number, end: number, fault: JsonFault) {
    this.start = start
    this.end = end
    this.fault = fault
  }
}

const stop = (start: number, end: number, fault: JsonFault): never => {
  // An error would collect its stack, which costs more than all the reading before it.
  // eslint-disable-next-line @typescript-eslint/only-throw-error
  throw new Fault(start, end, fault)
}

const fault = (start: number, end: number, detail: string): never =>
  stop(start, end, { code: 'not-json', detail })

/** A fault at the reader's place: the end of the text, or the character there. */
const unexpected = (reader: Reader, wanted: string): never =>
  reader.at >= reader.text.length
    ? fault(Math.max(0, reader.text.length - 1), reader.text.length, `it ends where ${wanted} is expected`)
    : fault(reader.at, reader.at + 1, `${wanted} is expected here`)

const skipSpace = (reader: Reader): void => {
  while (isSpace(reader.text.charCodeAt(reader.at))) reader.at += 1
}

const isSpace = (unit: number): boolean => unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09

const quote = 0x22
const comma = 0x2c
const colon = 0x3a

const readValue = (reader: Reader, depth: number): JsonNode => {
  skipSpace(reader)
  const start = reader.at
  if (reader.text.charCodeAt(start) === quote) {
    const value = readString(reader)
    return { kind: 'string', value, start, end: reader.at }
  }
  switch (reader.text[start]) {
    case '{':
      return readObject(reader, depth)
    case '[':
      return readArray(reader, depth)
    case 't':
      return readWord(reader, 'true', 'boolean')
    case 'f':
      return readWord(reader, 'false', 'boolean')
    case 'n':
      return readWord(reader, 'null', 'null')
    default:
      return readNumber(reader)
  }
}

const enter = (reader: Reader, depth: number): void => {
  if (depth > maxDepth) stop(reader.at, reader.at + 1, { code: 'too-deep' })
  reader.at += 1
  skipSpace(reader)
}

const readObject = (reader: Reader, depth: number): JsonNode => {
  const start = reader.at
  enter(reader, depth)
  const members: JsonMember[] = depth === 1 ? reader.before : []
  if (reader.text[reader.at] === '}') {
    reader.at += 1
    return { kind: 'object', members, start, end: reader.at }
  }
  for (;;) {
    skipSpace(reader)
    const keyStart = reader.at
    if (reader.text.charCodeAt(keyStart) !== quote) unexpected(reader, 'a name in quotes')
    const key = readString(reader)
    const keyEnd = reader.at
    skipSpace(reader)
    if (reader.text.charCodeAt(reader.at) !== colon) unexpected(reader, 'a colon')
    reader.at += 1
    members.push({ key, keyStart, keyEnd, node: readValue(reader, depth + 1) })
    if (!readComma(reader, '}', 'a comma or a closing brace')) {
      return { kind: 'object', members, start, end: reader.at }
    }
  }
}

const readArray = (reader: Reader, depth: number): JsonNode => {
  const start = reader.at
  enter(reader, depth)
  const items: JsonNode[] = []
  if (reader.text[reader.at] === ']') reader.at += 1
  else {
    do items.push(readValue(reader, depth + 1))
    while (readComma(reader, ']', 'a comma or a closing bracket'))
  }
  return { kind: 'array', items, start, end: reader.at }
}

/** True after a comma, false after the closing mark. */
const readComma = (reader: Reader, closing: string, wanted: string): boolean => {
  skipSpace(reader)
  const isComma = reader.text.charCodeAt(reader.at) === comma
  if (!isComma && reader.text[reader.at] !== closing) unexpected(reader, wanted)
  reader.at += 1
  return isComma
}

const readWord = (reader: Reader, word: string, kind: 'boolean' | 'null'): JsonNode => {
  const start = reader.at
  if (!reader.text.startsWith(word, start)) unexpected(reader, 'a value')
  reader.at += word.length
  return { kind, start, end: reader.at }
}

const readNumber = (reader: Reader): JsonNode => {
  const start = reader.at
  const end = endOfNumber(reader.text, start)
  if (end === null) return unexpected(reader, 'a value')
  reader.at = end
  return { kind: 'number', start, end }
}

const readString = (reader: Reader): string => {
  const start = reader.at
  reader.at += 1
  const plain = readPlain(reader)
  if (reader.text.charCodeAt(reader.at) !== quote) return readOdd(reader, start, plain)
  reader.at += 1
  return plain
}

/** Everything up to an escape, a quote or a fault. */
const readPlain = (reader: Reader): string => {
  const { text, at: from } = reader
  let at = from
  while (isPlain(text.charCodeAt(at))) at += 1
  reader.at = at
  return text.slice(from, at)
}

/** The rest of a text that began at `start`, with its escapes. */
const readOdd = (reader: Reader, start: number, plain: string): string => {
  const { text } = reader
  let value = plain
  for (;;) {
    const mark = text[reader.at]
    if (mark === '"') {
      reader.at += 1
      return value
    }
    if (mark === '\\') value += readEscape(reader)
    else if (mark === undefined) fault(start, text.length, detailOfBreak('no-closing-quote'))
    else fault(reader.at, reader.at + 1, detailOfBreak('control-character'))
    value += readPlain(reader)
  }
}

const readEscape = (reader: Reader): string => {
  const { text, at } = reader
  const escape = readEscapeAt(text, at)
  if (escape === null) return fault(at, Math.min(at + 2, text.length), detailOfBreak('bad-escape'))
  reader.at += escape.length
  return escape.value
}
