import type { Field } from './event-definition.ts'
import { isJson } from './is-json.ts'

/**
 * The JSON of what a person types as a field's value: a text is quoted if the field takes texts; otherwise valid JSON
 * is taken as it is. The judge decides whether the field takes it.
 *
 * @param field null if the definition has none at this place
 */
export const jsonOfTyped = (typed: string, field: Pick<Field, 'type' | 'accept'> | null): string => {
  const takesText = field !== null && field.type !== 'json' && field.accept.includes('string')
  const mayBeJson = field === null ? /^\s*[[{]/.test(typed) : !takesText
  return mayBeJson && isJson(typed) ? typed.trim() : JSON.stringify(typed)
}
