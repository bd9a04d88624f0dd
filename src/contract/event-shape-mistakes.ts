import type { z } from 'zod'
import { eventFile } from './event-file.ts'
import { quoted, type Mistake, type MistakePath } from './event-mistake.ts'
import { nearestName } from './nearest.ts'

type Issue = z.core.$ZodIssue

/** What zod found wrong with the shape of a file, in our own words. */
export const shapeMistakes = (issues: readonly Issue[], file: unknown): readonly Mistake[] =>
  issues.flatMap((issue) => mistakesOf(issue, issue.path.map(step), file))

const step = (key: PropertyKey): string | number => (typeof key === 'symbol' ? key.toString() : key)

const mistakesOf = (issue: Issue, path: MistakePath, file: unknown): readonly Mistake[] => {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key], sentence: unknownProperty(path, key) }))
  const value = valueAt(file, path)
  const say = (sentence: string): readonly Mistake[] => [{ path, sentence }]
  if (value === undefined) return say('missing')
  switch (issue.code) {
    case 'invalid_type':
      return say(`must be ${kinds[issue.expected] ?? issue.expected}`)
    case 'invalid_value':
      return say(unknownValue(value, issue.values.map(String)))
    case 'invalid_format':
      return say(`${shortly(value)} is not a name that can be used here: ${nameRule}`)
    case 'too_small':
      return say(typeof value === 'number' ? `must be at least ${issue.minimum}` : 'must not be empty')
    case 'too_big':
      return say(tooBig(value, Number(issue.maximum), path))
    case 'invalid_union':
      return unionMistakes(issue, path, file)
    default:
      return say('cannot be used')
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  number: 'a number',
  int: 'a whole number',
}

const nameRule = 'a letter first, then letters, digits, "_" and "-", 63 at most'

const valueAt = (file: unknown, path: MistakePath): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Readonly<Record<string | number, unknown>>)[key]
        : undefined,
    file,
  )

/** The properties of what stands at a path, and what it is called. */
const objectAt = ([outer, index]: MistakePath): readonly [string, readonly string[]] => {
  const { table, match, fields } = eventFile.shape
  if (outer === 'table') return ['the table', Object.keys(table.shape)]
  if (outer === 'match') return ['"match"', Object.keys(match.unwrap().shape)]
  return outer === 'fields' && index !== undefined
    ? ['a field', Object.keys(fields.element.shape)]
    : ['a definition', Object.keys(eventFile.shape)]
}

const unknownProperty = (path: MistakePath, key: string): string => {
  const [what, names] = objectAt(path)
  return `not a property of ${what}${meant(key, names)}`
}

const unknownValue = (value: unknown, values: readonly string[]): string => {
  if (typeof value !== 'string') return `must be one of ${values.map(quoted).join(', ')}`
  const hint = meant(value, values)
  return `${shortly(value)} is not one of ${values.map(quoted).join(', ')}${hint}`
}

const meant = (written: string, names: readonly string[]): string => {
  const near = nearestName(written, names)
  return near === null ? '' : `; did you mean ${quoted(near)}?`
}

/** Some of a text, if it is long. */
const shortly = (value: unknown): string => {
  const text = String(value)
  return quoted(text.length > 64 ? `${text.slice(0, 63)}…` : text)
}

const tooBig = (value: unknown, most: number, path: MistakePath): string => {
  if (typeof value === 'number') return `must be at most ${most}`
  if (typeof value === 'string') return `longer than ${most} characters`
  return `more than ${most} ${path.at(-1) === 'fields' ? 'fields' : 'values'}`
}

/** Of the ways in which it could be meant, the one that the value's own kind tells. */
const unionMistakes = (
  { errors }: Extract<Issue, { code: 'invalid_union' }>,
  path: MistakePath,
  file: unknown,
): readonly Mistake[] => {
  const value = valueAt(file, path)
  const [ofText = [], ofList = []] = errors
  const issues = typeof value === 'string' ? ofText : Array.isArray(value) ? ofList : null
  if (issues === null) return [{ path, sentence: 'must be a text in quotes or a list of them' }]
  return issues.flatMap((issue) => mistakesOf(issue, [...path, ...issue.path.map(step)], file))
}
