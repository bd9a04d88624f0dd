import { isJson } from './is-json.ts'

/** What the values of a column are in JSON: `boolean` and `json` are written as they are. */
export type JsonCellKind = 'text' | 'boolean' | 'json'

/**
 * A stored value as JSON on one line. Numbers are text, since JSON readers round them; so are values that do not fit,
 * which only others can have written.
 */
export const jsonCell = (kind: JsonCellKind, text: string | null): string => {
  if (text === null) return 'null'
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text
  if (kind === 'json' && isJson(text)) return text.replaceAll(/[\t\r\n]/g, ' ')
  return JSON.stringify(text)
}

/** The members of an object in this order, whatever their names: JavaScript objects put numbers first. */
export const jsonMembers = (
  members: readonly (readonly [name: string, json: string])[],
  space: '' | ' ' = '',
): readonly string[] => members.map(([name, json]) => `${JSON.stringify(name)}:${space}${json}`)
