import { timestampForms, type FieldFault, type TypedField } from '../../src/contract/field-type.ts'
import { fieldTypes, type FieldTypeName } from '../../src/contract/field-types.ts'

/** A field with defaults for everything that a test does not care about. */
export const typedField = (more: Partial<TypedField> = {}): TypedField => ({
  maxLength: null,
  form: null,
  precision: null,
  scale: null,
  ...more,
})

/** Fields of a type that differ in what the type takes into account. */
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

/** A type's result for a text: the stored value, or the code of its fault. */
export const readAs = (
  name: FieldTypeName,
  text: string,
  more: Partial<TypedField> = {},
): string | { readonly fault: string } => answerOf(fieldTypes[name].read(text, typedField(more)))

/** The form that is masked, or the code of the fault. */
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
