import type { DraftField } from '../../../contract/event-draft.ts'
import { readChosenType } from '../../../contract/event-proposal.ts'
import type { FieldType } from '../../../contract/field-type.ts'
import { fieldTypes } from '../../../contract/field-types.ts'
import { tableNameOf, type Row } from './sheet.ts'

/** What becomes of a place, as people choose it. */
export type Choice = 'masked' | 'clear' | 'left-out' | 'asked'

/** The choice that a field has now. */
export const choiceOf = ({ standing, mask }: DraftField): Choice =>
  standing === 'kept' ? (mask === null ? 'clear' : 'masked') : standing

/** Whether values of the field’s type can be masked: only types with a canonical form can. */
export const mayMask = ({ type }: DraftField): boolean => {
  const { canonical }: FieldType = fieldTypes[type]
  return canonical !== null
}

/** A type as it is chosen: a timestamp with its form after a colon. */
export const typeChoiceOf = ({ type, form }: DraftField): string => (form === null ? type : `${type}:${form}`)

/** The row with this choice. What was decided by hand is no longer asked. */
export const choose = (row: Row, choice: Choice): Row => {
  const { field } = row
  switch (choice) {
    case 'masked':
      return {
        ...row,
        field: {
          ...{ ...field, standing: 'kept', mask: field.mask ?? maskNameOf(field) },
          ...{ allowEmpty: false, summary: false, column: withPrefix(field, true) },
        },
      }
    case 'clear':
      return { ...row, field: { ...field, standing: 'kept', mask: null, column: withPrefix(field, false) } }
    case 'left-out':
    case 'asked':
      return { ...row, field: { ...field, standing: choice } }
  }
}

/** Masks of one kind can be compared, whatever the field is called. */
const maskNameOf = ({ type, name }: DraftField): string =>
  ['email', 'ip', 'phone', 'mac'].includes(type) ? type : tableNameOf(name) || 'value'

/** A column named after its field shows whether it holds masks; a name that someone chose stays. */
const withPrefix = ({ name, column }: DraftField, isMasked: boolean): string => {
  const plain = tableNameOf(name)
  if (isMasked) return column === plain ? `masked_${plain}` : column
  return column === `masked_${plain}` ? plain : column
}

/**
 * The row with another type, without what that type does not support. If only nulls came for it, the type was the
 * open question. If the type cannot be masked and the field was masked by hand, what becomes of it is asked again,
 * and choosing another type does not answer that.
 */
export const chooseType = (row: Row, chosen: string): Row => {
  const read = readChosenType(chosen)
  if (read === null) return row
  const { type, form } = read
  const { options, natural, canonical }: FieldType = fieldTypes[type]
  const { field } = row
  const { why } = row
  const isSettled = field.standing === 'asked' && why?.asksType === true
  const losesMask = field.standing === 'kept' && field.mask !== null && canonical === null
  return {
    ...row,
    why: losesMask && why !== null ? { ...why, asksType: false, question: null } : why,
    field: {
      ...{ ...field, type, form, precision: null, scale: null, accept: [...natural(form)] },
      maxLength: options.includes('maxLength') ? field.maxLength : null,
      enum: options.includes('enum') ? field.enum : null,
      allowEmpty: options.includes('allowEmpty') && field.allowEmpty,
      mask: canonical === null ? null : field.mask,
      standing: isSettled ? 'kept' : losesMask ? 'asked' : field.standing,
    },
  }
}
