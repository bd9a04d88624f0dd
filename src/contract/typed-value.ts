import type { Field } from './event-definition.ts'
import { isJson } from './is-json.ts'

/**
 * The JSON of what a person types as the value of a field: a text goes in quotes where the field takes texts, and otherwise what is
 * JSON is taken as it is. Whether the field takes it is for the judge to say.
 *
 * @param field null where the definition has none for the place
 */
export const jsonOfTyped = (typed: string, field: Pick<Field, 'type' | 'accept'> | null): string => {
  const takesText = field !== null && field.type !== 'json' && field.accept.includes('string')
  const mayBeJson = field === null ? /^\s*[[{]/.test(typed) : !takesText
  return mayBeJson && isJson(typed) ? typed.trim() : JSON.stringify(typed)
}
