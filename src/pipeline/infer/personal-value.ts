import { fieldTypes } from '../../contract/field-types.ts'
import type { TypedField } from '../../contract/field-type.ts'
import type { PersonalKind } from '../../contract/event-proposal.ts'

const anyField: TypedField = { maxLength: null, form: null, precision: null, scale: null }

/** Whether a type takes a text, apart from a field's own limits. */
export const isOf = (type: keyof typeof fieldTypes, text: string, field: Partial<TypedField> = {}): boolean =>
  typeof fieldTypes[type].read(text, { ...anyField, ...field }) === 'string'

/** Longer than anything looked for, except an address in a sentence. */
const longest = 256

const ssn = /^\d{3}-\d{2}-\d{4}$/
const iban = /^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/
const card = /^\d{13,19}$/
const jwt = /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/
const separated = /^[\dA-Fa-f]{2}([:-][\dA-Fa-f]{2}){5}$/
const innerEmail = /[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,190}/

/** What a text or number looks like by itself; null if not personal. */
export const personalByValue = (text: string, isVersion: boolean): PersonalKind | null => {
  const start = text.slice(0, longest)
  if (isOf('ip', start)) return isVersion ? null : 'ip'
  if (jwt.test(start)) return 'secret'
  if (separated.test(start)) return 'mac'
  if (isOf('phone', start)) return 'phone'
  if (ssn.test(start)) return 'ssn'
  const packed = start.replace(/[ -]/g, '')
  if (card.test(packed) && hasLuhnDigit(packed)) return 'card'
  if (iban.test(packed) && hasIbanDigits(packed)) return 'iban'
  return innerEmail.test(start) ? 'email' : null
}

/** ISO/IEC 7812-1, annex B. */
const hasLuhnDigit = (digits: string): boolean =>
  [...digits].toReversed().reduce((sum, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2)
    return sum + (value > 9 ? value - 9 : value)
  }, 0) %
    10 ===
  0

/** ISO 13616: the number made of its letters and digits is 1 modulo 97. */
const hasIbanDigits = (text: string): boolean =>
  [...(text.slice(4) + text.slice(0, 4))].reduce((rest, character) => {
    const value = parseInt(character, 36)
    return (rest * (value > 9 ? 100 : 10) + value) % 97
  }, 0) === 1
