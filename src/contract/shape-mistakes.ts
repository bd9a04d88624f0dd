import type { z } from 'zod'
import { quoted, type Mistake, type MistakePath } from './event-mistake.ts'
import { nearestName } from './nearest.ts'

type Issue = z.core.$ZodIssue

/** What a kind of file needs besides its schema. */
export interface FileKind {
  /** The name for what is at a path of a file, and the properties it can have. */
  readonly objectAt: (path: MistakePath, file: unknown) => readonly [string, readonly string[]]
  /** The values of a property that says which kind of object it is in; none if there is no such property. */
  readonly kinds: readonly string[]
  /** The words for the items of these lists; in other lists they are values. */
  readonly lists: Readonly<Record<string, string>>
  /** The words for a value that can be of several kinds, and whether a list is one of them. */
  readonly unions: string
  readonly hasLists: boolean
}

/** What zod found wrong with the shape of a file, in our own words. */
export const shapeMistakes = (issues: readonly Issue[], file: unknown, kind: FileKind): readonly Mistake[] =>
  issues.flatMap((issue) => mistakesOf(issue, issue.path.map(step), { file, kind }))

interface Shaped {
  readonly file: unknown
  readonly kind: FileKind
}

const step = (key: PropertyKey): string | number => (typeof key === 'symbol' ? key.toString() : key)

const mistakesOf = (issue: Issue, path: MistakePath, on: Shaped): readonly Mistake[] => {
  const { file, kind } = on
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...path, key],
      sentence: unknownProperty(kind.objectAt(path, file), key),
    }))
  const value = valueAt(file, path)
  const say = (sentence: string): readonly Mistake[] => [{ path, sentence }]
  if (value === undefined) return say('missing')
  switch (issue.code) {
    case 'invalid_type':
      return say(`must be ${jsonWords[issue.expected] ?? issue.expected}`)
    case 'invalid_value':
      return say(unknownValue(value, issue.values.map(String)))
    case 'invalid_format':
      return say(`${shortly(value)} is not ${formOf(path)}`)
    case 'too_small':
      return say(typeof value === 'number' ? `must be at least ${issue.minimum}` : 'must not be empty')
    case 'too_big':
      return say(tooBig(value, Number(issue.maximum), kind.lists[String(path.at(-1))] ?? 'values'))
    case 'invalid_union':
      return unionMistakes(issue, path, on)
    default:
      return say('cannot be used')
  }
}

const jsonWords: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  number: 'a number',
  int: 'a whole number',
}

/** What a text of a certain form must be. */
const formOf = (path: MistakePath): string =>
  path.length === 1 && path[0] === 'definition'
    ? 'the hash of a definition: 16 lower-case hexadecimal digits'
    : 'a name that can be used here: a letter first, then letters, digits, "_" and "-", 63 at most'

const valueAt = (file: unknown, path: MistakePath): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Readonly<Record<string | number, unknown>>)[key]
        : undefined,
    file,
  )

const unknownProperty = ([what, names]: readonly [string, readonly string[]], key: string): string =>
  `not a property of ${what}${meant(key, names)}`

const unknownValue = (value: unknown, values: readonly string[]): string => {
  if (typeof value !== 'string') return `must be one of ${values.map(quoted).join(', ')}`
  const hint = meant(value, values)
  return `${shortly(value)} is not one of ${values.map(quoted).join(', ')}${hint}`
}

const meant = (written: string, names: readonly string[]): string => {
  const near = nearestName(written, names)
  return near === null ? '' : `; did you mean ${quoted(near)}?`
}

/** The beginning of a text, if it is long. */
const shortly = (value: unknown): string => {
  const text = String(value)
  return quoted(text.length > 64 ? `${text.slice(0, 63)}…` : text)
}

const tooBig = (value: unknown, most: number, items: string): string => {
  if (typeof value === 'number') return `must be at most ${most}`
  if (typeof value === 'string') return `longer than ${most} characters`
  return `more than ${most} ${items}`
}

/** The alternative that matches the value's kind. */
const unionMistakes = (
  { errors }: Extract<Issue, { code: 'invalid_union' }>,
  path: MistakePath,
  on: Shaped,
): readonly Mistake[] => {
  const value = valueAt(on.file, path)
  // It names an unknown kind of object.
  if (errors.length === 0) return [{ path, sentence: unknownValue(value, on.kind.kinds) }]
  const [ofText = [], ofList = []] = errors
  const issues = typeof value === 'string' ? ofText : on.kind.hasLists && Array.isArray(value) ? ofList : null
  if (issues === null || issues.length === 0) return [{ path, sentence: on.kind.unions }]
  return issues.flatMap((issue) => mistakesOf(issue, [...path, ...issue.path.map(step)], on))
}
