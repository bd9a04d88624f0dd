import type { Field } from '../../src/contract/event-definition.ts'
import { decimalType } from '../../src/contract/field-types/decimal.ts'
import { fieldTypes } from '../../src/contract/field-types.ts'

/** Equal values, if the column's type has several spellings for one value; otherwise equal texts. */
export const isSame = (field: Field, type: string, stored: string, found: string | null): boolean => {
  if (found === stored) return true
  if (found === null || /^(?:text|varchar|citext|short_text|any_text|of_domain)/.test(type)) return false
  if (field.type === 'json') return sameJson(found) === sameJson(stored)
  const { canonical } = fieldTypes[field.type]
  return field.mask === null && canonical !== null && canonical(found, field) === canonical(stored, field)
}

/** A JSON text with its names in order, no spaces, and each number exactly as decimal digits. */
const sameJson = (text: string): string => {
  const exactly = (_: string, value: unknown, context?: { readonly source?: string }): unknown =>
    typeof value === 'number' ? decimalType.canonical(context?.source ?? '', anyDecimal) : value
  return JSON.stringify(sorted(JSON.parse(text, exactly)))
}

const anyDecimal = { maxLength: null, form: null, precision: null, scale: null }

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, sorted(inner)])
}

/** PostgreSQL's spelling of a time in the tests' zone. */
export const isSameMoment = (value: string, found: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T/.test(value) && digitsOfSecond(value) === digitsOfSecond(found)

const digitsOfSecond = (text: string): string => /:\d{2}(\.\d+)?(?=[Z+-]|$)/.exec(text)?.[1] ?? ''
