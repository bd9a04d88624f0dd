import { timestampForms, type FieldFault, type TypedField } from '../../src/contract/field-type.ts'
import { fieldTypes, type FieldTypeName } from '../../src/contract/field-types.ts'

/** A field of which nothing is said but what a test cares for. */
export const typedField = (more: Partial<TypedField> = {}): TypedField => ({
  maxLength: null,
  form: null,
  precision: null,
  scale: null,
  ...more,
})

/** Fields of a type that differ in what the type looks at. */
export const fieldsOf = (name: FieldTypeName): readonly TypedField[] => {
  switch (name) {
    case 'timestamp':
      return timestampForms.map((form) => typedField({ form }))
    case 'decimal':
      return [
        typedField(),
        typedField({ precision: 12, scale: 2 }),
        typedField({ precision: 3, scale: 3 }),
        typedField({ precision: 3, scale: 0 }),
      ]
    case 'text':
    case 'version':
      return [typedField(), typedField({ maxLength: 8 }), typedField({ maxLength: 128 })]
    default:
      return [typedField()]
  }
}

/** What a type makes of a text: the stored value, or the code of its fault. */
export const readAs = (
  name: FieldTypeName,
  text: string,
  more: Partial<TypedField> = {},
): string | { readonly fault: string } => answerOf(fieldTypes[name].read(text, typedField(more)))

/** The form that a mask is made of, or the code of the fault. */
export const canonicalAs = (
  name: FieldTypeName,
  text: string,
  more: Partial<TypedField> = {},
): string | { readonly fault: string } => {
  const { canonical } = fieldTypes[name]
  if (canonical === null) throw new Error(`${name} cannot be masked`)
  return answerOf(canonical(text, typedField(more)))
}

const answerOf = (answer: string | FieldFault): string | { readonly fault: string } =>
  typeof answer === 'string' ? answer : { fault: answer.code }
