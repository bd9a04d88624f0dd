import { isJson } from './is-json.ts'

/** What the values of a column are in JSON: `boolean` and `json` stand for themselves. */
export type JsonCellKind = 'text' | 'boolean' | 'json'

/**
 * A stored value as JSON on one line. Numbers are text, since JSON readers round them; so is what is not of its kind, which
 * can only be in a column that others write to.
 */
export const jsonCell = (kind: JsonCellKind, text: string | null): string => {
  if (text === null) return 'null'
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text
  if (kind === 'json' && isJson(text)) return text.replaceAll(/[\t\r\n]/g, ' ')
  return JSON.stringify(text)
}

/** Members of an object, in this order whatever they are called: objects of JavaScript put numbers first. */
export const jsonMembers = (
  members: readonly (readonly [name: string, json: string])[],
  space: '' | ' ' = '',
): readonly string[] => members.map(([name, json]) => `${JSON.stringify(name)}:${space}${json}`)
