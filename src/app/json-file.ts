import { basename } from 'node:path'
import { formatSize } from '../contract/amount.ts'
import { pathText, type Mistake, type MistakePath } from '../contract/event-mistake.ts'
import { wordsOfBreak } from '../contract/json-breaks.ts'
import { visible } from '../contract/visible.ts'
import { maxDepth, readJson, type JsonNode } from '../pipeline/json.ts'
import { readNamedBytes } from '../system/own-path.ts'

export type JsonFileReading<T> =
  | { readonly ok: true; readonly value: T; readonly text: string }
  | {
      readonly ok: false
      /** One line each: the file, the place, and what is wrong. */
      readonly mistakes: readonly string[]
      /** Whether the file is missing. */
      readonly isMissing: boolean
    }

/** A parsed value, or everything that is wrong with it. */
export type ReadValue<T> = (
  value: unknown,
) => { readonly ok: true; readonly value: T } | { readonly ok: false; readonly mistakes: readonly Mistake[] }

/** A kind of file that people write. */
export interface JsonFileKind {
  /** What it contains, as in "which no definition is". */
  readonly holds: string
  /** In bytes. */
  readonly largest: number
}

/** As many mistakes as anyone reads at once. */
const mostMistakes = 100

/** Reads a file that a person named. Never throws: a problem with the file itself is a mistake too. */
export const readJsonFile = <T>(path: string, kind: JsonFileKind, read: ReadValue<T>): JsonFileReading<T> => {
  const name = basename(path)
  try {
    const bytes = readNamedBytes(path, kind.largest)
    return bytes === null
      ? wrong(`${name}: larger than ${formatSize(kind.largest, 'limit')}, which no ${kind.holds} is`)
      : readJsonBytes(name, bytes, read)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null
    return {
      ...wrong(`${name}: cannot be read${code === null ? '' : ` (${code})`}`),
      isMissing: code === 'ENOENT',
    }
  }
}

const wrong = (mistake: string): Extract<JsonFileReading<never>, { ok: false }> => ({
  ...{ ok: false, mistakes: [visible(mistake)], isMissing: false },
})

/** Reads the bytes of a file; some editors put a byte order mark before them. */
export const readJsonBytes = <T>(name: string, bytes: Uint8Array, read: ReadValue<T>): JsonFileReading<T> => {
  const text = decode(bytes)
  if (text === null) return wrong(`${name}: not UTF-8; save it as UTF-8`)
  const reading = readJson(text)
  if (!reading.ok) {
    const { fault, start } = reading
    const what =
      fault.code === 'not-json'
        ? `not JSON: ${wordsOfBreak(fault.detail)}`
        : `nested deeper than ${maxDepth} levels`
    return wrong(`${placeText(name, text, start)} ${what}`)
  }
  const { root } = reading
  const repeated = repeatedNames(root, [])
  const found = read(JSON.parse(text))
  if (found.ok && repeated.length === 0) return { ...found, text }
  const placed = [
    ...repeated,
    ...(found.ok ? [] : found.mistakes).map((mistake) => ({ ...mistake, at: placeOf(root, mistake.path) })),
  ].toSorted((one, other) => one.at - other.at)
  const told = placed.slice(0, mostMistakes).map((mistake) => mistakeLine(name, text, mistake))
  const left = placed.length - told.length
  return {
    ok: false,
    mistakes: left === 0 ? told : [...told, visible(`${name}: and ${left} more`)],
    isMissing: false,
  }
}

const decode = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

interface PlacedMistake extends Mistake {
  /** In UTF-16 code units from the start of the text. */
  readonly at: number
}

/** Of two values with one name the second would silently win. */
const repeatedNames = (node: JsonNode, path: MistakePath): readonly PlacedMistake[] => {
  if (node.kind === 'array') return node.items.flatMap((item, index) => repeatedNames(item, [...path, index]))
  if (node.kind !== 'object') return []
  const names = new Set<string>()
  return node.members.flatMap(({ key, keyStart, node: inner }) => {
    const isRepeated = names.has(key)
    names.add(key)
    const below = repeatedNames(inner, [...path, key])
    return isRepeated ? [{ path: [...path, key], sentence: 'given twice', at: keyStart }, ...below] : below
  })
}

/** The place that a path leads to; for what the file leaves out, the place of what should contain it. A property is found by its name. */
const placeOf = (root: JsonNode, path: MistakePath): number => {
  let [node, at] = [root, root.start]
  for (const step of path) {
    if (node.kind === 'object') {
      const member = node.members.findLast(({ key }) => key === step)
      if (member === undefined) return at
      ;[node, at] = [member.node, member.keyStart]
    } else {
      const item = node.kind === 'array' && typeof step === 'number' ? node.items[step] : undefined
      if (item === undefined) return at
      ;[node, at] = [item, item.start]
    }
  }
  return at
}

/** `logins.event.json:14:7`: line and column as editors count them, from 1. */
const placeText = (name: string, text: string, at: number): string => {
  const lines = text.slice(0, at).split(/\r\n|\n|\r/)
  return `${name}:${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`
}

/** The name of an unknown property can be of any length. */
const longestPath = 160

const mistakeLine = (name: string, text: string, { path, sentence, at }: PlacedMistake): string => {
  const where = pathText(path)
  const shown = where.length > longestPath ? `${where.slice(0, longestPath)}…` : where
  return visible(`${placeText(name, text, at)} ${shown === '' ? '' : `${shown}: `}${sentence}`)
}
