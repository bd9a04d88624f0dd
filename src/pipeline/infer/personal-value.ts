import { fieldTypes } from '../../contract/field-types.ts'
import type { TypedField } from '../../contract/field-type.ts'
import type { PersonalKind } from '../../contract/event-proposal.ts'

const anyField: TypedField = { maxLength: null, form: null, precision: null, scale: null }

/** Whether a type takes a text, apart from a field's own limits. */
export const isOf = (type: keyof typeof fieldTypes, text: string, field: Partial<TypedField> = {}): boolean =>
  typeof fieldTypes[type].read(text, { ...anyField, ...field }) === 'string'

/** As much of a text as is searched. */
const longest = 1_024

const ssn = /^\d{3}-\d{2}-\d{4}$/
const iban = /^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/
const card = /^\d{13,19}$/
const jwt = /^(?:Bearer )?eyJ[\w-]+\.[\w-]+\.[\w-]*$/
const separated =
  /^(?:[\dA-Fa-f]{2}([:-])[\dA-Fa-f]{2}(?:\1[\dA-Fa-f]{2}){4}|[\dA-Fa-f]{4}(?:\.[\dA-Fa-f]{4}){2})$/
const innerEmail = /[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,190}/
/** Not after a slash, where programs write versions: `Chrome/120.0.0.0`. */
const innerIp = /(?:^|[^\w./]|\/\/)(\d{1,3}(?:\.\d{1,3}){3})(?![\w.]|-\w)/
/** Written for people: a country's code or an area in brackets, or three groups as in North America. */
const spacedPhone = /^(?:\+[1-9]|\(\d{2,5}\))[\d ()./-]{5,20}$|^\d{3}[-. ]\d{3}[-. ]\d{4}$/
const position = /^-?\d{1,2}\.\d{3,},\s?-?\d{1,3}\.\d{3,}$/

/** What a text or number looks like by itself; null if not personal. */
export const personalByValue = (text: string, isVersion: boolean): PersonalKind | null => {
  const start = text.slice(0, longest).trim()
  if (isOf('ip', start)) return isVersion ? null : 'ip'
  if (jwt.test(start)) return 'secret'
  if (separated.test(start)) return 'mac'
  if (isOf('phone', start) || isSpacedPhone(start)) return 'phone'
  if (ssn.test(start)) return 'ssn'
  const packed = start.replace(/[ -]/g, '')
  if (card.test(packed) && hasLuhnDigit(packed)) return 'card'
  if (iban.test(packed.toUpperCase()) && hasIbanDigits(packed)) return 'iban'
  if (position.test(start)) return 'position'
  if (innerEmail.test(start)) return 'email'
  return !isVersion && holdsIp(start) ? 'ip' : null
}

/** Whether it looks like the name of a person: two to four words that each start with a capital letter. */
export const looksLikeName = (text: string): boolean => {
  const words = text.slice(0, longest).trim().split(' ')
  return (
    words.length >= 2 && words.length <= 4 && words.every((word) => /^\p{Lu}[\p{L}\p{M}.'’-]*$/u.test(word))
  )
}

const isSpacedPhone = (text: string): boolean => {
  const { length } = text.replace(/\D/g, '')
  return length >= 7 && length <= 15 && spacedPhone.test(text)
}

/** An address in a sentence, a list of several, one with its port, or a network. */
const holdsIp = (text: string): boolean => {
  const [, inner] = innerIp.exec(text) ?? []
  if (inner !== undefined && isOf('ip', inner)) return true
  const parts = text.split(/[\s,;]+/)
  return (
    parts.length <= 20 &&
    parts.every((part) => isOf('ip', part.replace(/^\[(.+)\](?::\d{1,5})?$|\/\d{1,3}$/, '$1')))
  )
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
