import type { Field } from './event-definition.ts'
import { listed, quoted, repeatedIn, type Mistake, type MistakePath } from './event-mistake.ts'
import { readPointer } from './field-pointer.ts'
import { fieldOptions, type FieldOption, type FieldType, type JsonKind } from './field-type.ts'
import { fieldTypeNames, fieldTypes } from './field-types.ts'

/** What is wrong with a field by itself, apart from its pointer and its column. */
export const fieldMistakes = (field: Field, path: MistakePath): readonly Mistake[] =>
  [...optionMistakes(field), ...acceptMistakes(field), ...enumMistakes(field), ...maskMistakes(field)].map(
    (mistake) => ({ ...mistake, path: [...path, ...mistake.path] }),
  )

const typeOf = (field: Field): FieldType => fieldTypes[field.type]

const optionMistakes = (field: Field): readonly Mistake[] => {
  const { options } = typeOf(field)
  const foreign = fieldOptions.filter((option) => isSaid(field, option) && !options.includes(option))
  return [
    ...foreign.map((option) => ({
      path: [option],
      sentence: `a field of type ${quoted(field.type)} has none; it is for ${listed(typesWith(option))}`,
    })),
    ...(foreign.length === 0 ? digitMistakes(field) : []),
  ]
}

const isSaid = (field: Field, option: FieldOption): boolean =>
  field[option] !== null && field[option] !== false

const typesWith = (option: FieldOption): readonly string[] =>
  fieldTypeNames.filter((name) => (fieldTypes[name] as FieldType).options.includes(option))

const digitMistakes = ({ precision, scale }: Field): readonly Mistake[] => {
  if (precision === null && scale === null) return []
  if (scale === null)
    return [
      { path: ['precision'], sentence: 'say how many of the digits are behind the point, with "scale"' },
    ]
  if (precision === null)
    return [{ path: ['scale'], sentence: 'say how many digits there are in all, with "precision"' }]
  return scale > precision
    ? [{ path: ['scale'], sentence: `larger than the precision, which is ${precision}` }]
    : []
}

const acceptMistakes = (field: Field): readonly Mistake[] => {
  const { accept, pointer } = field
  const possible = possibleOf(field)
  const isAttribute = readPointer(pointer)?.from === 'attribute'
  return [
    ...accept.flatMap((kind, index) =>
      possible.includes(kind)
        ? []
        : [{ path: ['accept', index], sentence: `${kindOf(field)} cannot take ${quoted(kind)}` }],
    ),
    ...repeated('accept', accept),
    ...(isAttribute && !accept.includes('string') && !accept.includes('number')
      ? [{ path: ['accept'], sentence: 'an attribute is a text; accept "string"' }]
      : []),
  ]
}

/** RFC 3339 is a text and never a number. */
const possibleOf = (field: Field): readonly JsonKind[] =>
  field.form === 'rfc3339' && field.type === 'timestamp' ? ['string'] : typeOf(field).possible

const kindOf = ({ type, form }: Field): string =>
  `a field of type ${quoted(type)}${form === null ? '' : ` and form ${quoted(form)}`}`

const repeated = (property: string, values: readonly string[]): readonly Mistake[] =>
  repeatedIn(values).map((index) => ({
    path: [property, index],
    sentence: `${quoted(values[index] ?? '')} is listed twice`,
  }))

const enumMistakes = (field: Field): readonly Mistake[] => {
  const { maxLength } = field
  const values = field.enum ?? []
  return [
    ...repeated('enum', values),
    ...values.flatMap((value, index) => {
      const path = ['enum', index]
      if (maxLength !== null && [...value].length > maxLength)
        return [{ path, sentence: `${quoted(value)} is longer than "maxLength", which is ${maxLength}` }]
      return typeof typeOf(field).read(value, field) === 'string'
        ? []
        : [{ path, sentence: `${quoted(value)} ${typeOf(field).fault}` }]
    }),
  ]
}

const maskMistakes = (field: Field): readonly Mistake[] => {
  if (field.mask === null) return []
  const { canonical, whyNoMask } = typeOf(field)
  if (canonical === null) {
    const why = whyNoMask === undefined ? '' : `: ${whyNoMask}`
    return [{ path: ['mask'], sentence: `a field of type ${quoted(field.type)} cannot be masked${why}` }]
  }
  return field.allowEmpty
    ? [
        {
          path: ['allowEmpty'],
          sentence: 'a masked field is never empty: all empty texts would have the same mask',
        },
      ]
    : []
}
