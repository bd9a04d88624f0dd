import { booleanType } from '../../contract/field-types/boolean.ts'
import { decimalType } from '../../contract/field-types/decimal.ts'
import { integerType } from '../../contract/field-types/integer.ts'
import { timestampType } from '../../contract/field-types/timestamp.ts'
import type { FieldType, TimestampForm, TypedField } from '../../contract/field-type.ts'
import type { RepairStep } from '../../contract/repair-rule.ts'
import type { JsonNode } from '../json.ts'

type ConvertStep = Extract<RepairStep, { readonly do: 'convert' }>

const types = { integer: integerType, number: decimalType, boolean: booleanType } as const

/**
 * Compiles a step into a conversion by the field types' readers, which returns null for a value that stays as it is.
 */
export const compileConvert = (step: ConvertStep): ((node: JsonNode, text: string) => string | null) => {
  switch (step.to) {
    case 'text':
      return (node, text) =>
        node.kind === 'number' || node.kind === 'boolean'
          ? JSON.stringify(text.slice(node.start, node.end))
          : null
    case 'timestamp': {
      const field = typed(step.from ?? null)
      return (node, text) => {
        const spelled =
          node.kind === 'string'
            ? node.value
            : node.kind === 'number'
              ? text.slice(node.start, node.end)
              : null
        const read = spelled === null ? null : timestampType.read(spelled, field)
        return typeof read === 'string' ? JSON.stringify(read) : null
      }
    }
    default: {
      const { read }: FieldType = types[step.to]
      const field = typed(null)
      return (node) => {
        const value = node.kind === 'string' ? read(node.value, field) : null
        return typeof value === 'string' ? value : null
      }
    }
  }
}

const typed = (form: TimestampForm | null): TypedField => ({
  ...{ maxLength: null, form, precision: null, scale: null },
})
