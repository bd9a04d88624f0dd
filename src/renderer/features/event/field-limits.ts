import type { DraftField } from '../../../contract/event-draft.ts'
import type { FieldType, JsonKind } from '../../../contract/field-type.ts'
import { fieldTypes } from '../../../contract/field-types.ts'

/** The number of digits in the largest limit that can be typed. */
const mostDigits = 7

/** The number of a text's digits; null for no limit. */
export const digitsOf = (text: string): number | null => {
  const digits = text.replace(/\D/g, '').slice(0, mostDigits)
  return digits === '' ? null : Number(digits)
}

/** The field with another limit. Digits are said in all and behind the point, or not at all. */
export const withDigits = (
  field: DraftField,
  property: 'maxLength' | 'precision' | 'scale',
  limit: number | null,
): DraftField => {
  const changed = { ...field, [property]: limit }
  if (property !== 'precision') return changed
  return { ...changed, scale: limit === null ? null : (field.scale ?? 0) }
}

const most = { lines: 1_000, characters: 500 }

/** The lines of a text; null if it is empty. An empty line stays while it is typed, and means nothing. */
export const linesOf = (text: string): string[] | null =>
  text === ''
    ? null
    : text
        .split('\n')
        .slice(0, most.lines)
        .map((line) => line.slice(0, most.characters))

/** The field that also takes this JSON type, or does not take it any more. */
export const withAccepted = (field: DraftField, kind: JsonKind, takes: boolean): DraftField => {
  const { possible }: FieldType = fieldTypes[field.type]
  return { ...field, accept: possible.filter((one) => (one === kind ? takes : field.accept.includes(one))) }
}
