import { jsonKinds, type JsonKind, type TimestampForm } from '../../contract/field-type.ts'
import { fieldTypes, type FieldTypeName } from '../../contract/field-types.ts'
import type { PlaceFacts, SeenValue } from './gather.ts'
import { isTimeName, isVersionName } from './names.ts'
import { isOf } from './personal-value.ts'

/** A proposed type. */
export interface TypeGuess {
  readonly type: FieldTypeName
  readonly form: TimestampForm | null
  readonly accept: readonly JsonKind[]
  /** Sentences without names, values and full stops: "whole number in 198 of 200, 2 are texts". */
  readonly notes: readonly string[]
  /** A narrower type that every value fits and a person can choose: `uuid`, `timestamp:ms`; null for none. */
  readonly offered: string | null
}

/** These types are proposed for texts; others that fit are only offered. */
const ofThemselves = ['ip', 'email', 'phone', 'mac', 'date'] as const

const plural: Readonly<Record<JsonKind, string>> = {
  string: 'texts',
  number: 'numbers',
  boolean: 'true or false',
  object: 'objects',
  array: 'lists',
}

const single: Readonly<Record<JsonKind, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
}

/**
 * The type that fits every value of a place: a narrower one only if it fits all, and never a number for texts. Null
 * if nothing but null came.
 */
export const guessType = (name: string, place: PlaceFacts): TypeGuess | null => {
  const kinds = jsonKinds.filter((kind) => place.kinds[kind] > 0)
  const values = [...place.values.values()]
  const [only, ...others] = kinds
  if (only === undefined) return null
  if (others.length > 0) return guessMixed(kinds, place, values)
  switch (only) {
    case 'object':
    case 'array':
      return { ...plainly('json'), accept: [only] }
    case 'boolean':
      return plainly('boolean')
    case 'number':
      return guessNumber(name, values)
    case 'string':
      return guessText(name, values)
  }
}

const plainly = (type: FieldTypeName, notes: readonly string[] = []): TypeGuess => ({
  ...{ type, form: null, notes, offered: null },
  accept: fieldTypes[type].natural(null),
})

const guessMixed = (
  kinds: readonly JsonKind[],
  place: PlaceFacts,
  values: readonly SeenValue[],
): TypeGuess => {
  const all = kinds.reduce((sum, kind) => sum + place.kinds[kind], 0)
  const isNested = place.kinds.object > 0 || place.kinds.array > 0
  const most = kinds.reduce((one, other) => (place.kinds[other] > place.kinds[one] ? other : one))
  const isWhole =
    most === 'number' && values.every(({ kind, text }) => kind !== 'number' || isOf('integer', text))
  const rest = kinds
    .filter((kind) => kind !== most)
    .map(
      (kind) =>
        `${place.kinds[kind]} ${place.kinds[kind] === 1 ? `is ${single[kind]}` : `are ${plural[kind]}`}`,
    )
  const note = `${isWhole ? 'whole numbers' : plural[most]} in ${place.kinds[most]} of ${all}, ${rest.join(', ')}`
  return { ...plainly(isNested ? 'json' : 'text', [note]), accept: kinds }
}

const guessNumber = (name: string, values: readonly SeenValue[]): TypeGuess => {
  const whole = countOf(values, ({ text }) => isOf('integer', text))
  const all = countOf(values, () => true)
  if (whole < all) {
    const notes =
      whole === 0
        ? []
        : [`whole numbers in ${whole} of ${all}, ${all - whole} have a point, an exponent or more digits`]
    return plainly('decimal', notes)
  }
  const unit = isTimeName(name) ? unitOf(values) : null
  return { ...plainly('integer'), offered: unit === null ? null : `timestamp:${unit}` }
}

/** By the number of digits that today has in each unit; it is offered and never proposed. */
const unitOf = (values: readonly SeenValue[]): TimestampForm | null => {
  const units = { 10: 's', 13: 'ms', 16: 'us', 19: 'ns' } as const
  const lengths = new Set(values.map(({ text }) => text.length))
  const [length] = lengths
  return lengths.size === 1 && length !== undefined && Object.hasOwn(units, length)
    ? units[length as keyof typeof units]
    : null
}

const guessText = (name: string, values: readonly SeenValue[]): TypeGuess => {
  const isVersion = isVersionName(name)
  const all = countOf(values, () => true)
  const fits = (type: FieldTypeName): number =>
    countOf(values, ({ text }) => text !== '' && isOf(type, text, { form: 'rfc3339' }))
  if (isVersion && fits('version') === all) return plainly('version')
  for (const type of ofThemselves) {
    // Four numbers with dots are an address unless the name says otherwise.
    const count = isVersion && type === 'ip' ? 0 : fits(type)
    if (count === all && isTold(type, values)) return plainly(type)
    if (count * 2 > all && isTold(type, values))
      return plainly('text', [
        `${fieldTypes[type].label} in ${count} of ${all}, ${all - count} ${all - count === 1 ? 'is another text' : 'are other texts'}`,
      ])
  }
  const offered = (['uuid', 'timestamp'] as const).find((type) => fits(type) === all) ?? null
  return { ...plainly('text'), offered }
}

/** Twelve hexadecimal digits can be many things besides a device's address. */
const isTold = (type: FieldTypeName, values: readonly SeenValue[]): boolean =>
  type !== 'mac' || values.some(({ text }) => /[:.-]/.test(text))

const countOf = (values: readonly SeenValue[], fits: (value: SeenValue) => boolean): number =>
  values.reduce((sum, value) => (fits(value) ? sum + value.count : sum), 0)
