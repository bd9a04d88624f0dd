import type { Choices, Decided, Made, Proposed } from '../../contract/event-proposal.ts'
import { definitionOf, mostFields, type EventFile } from '../../contract/event-file.ts'
import type { FieldType } from '../../contract/field-type.ts'
import { fieldTypes } from '../../contract/field-types.ts'
import { decide } from './decide.ts'
import { columnNames, fieldNames, snake } from './naming.ts'

/** Makes a definition from a proposal and a person's choices. */
export const makeDefinition = (proposed: Proposed, choices: Choices): Made => {
  const guesses = proposed.guesses.filter(({ pointer }) => pointer !== proposed.match?.pointer)
  const { decided, problems } = decide(guesses, choices, ({ path }) => snake(path.at(-1) ?? 'field'))
  const undecided = decided.filter(({ standing }) => standing === 'asked')
  const taken = decided.filter(({ standing }) => standing === 'clear' || standing === 'masked')
  const crowded = taken.toSorted((one, other) => other.counts.seen - one.counts.seen).slice(mostFields)
  const kept = taken.filter((field) => !crowded.includes(field))
  if (undecided.length > 0 || kept.length === 0 || problems.length > 0)
    return { decided, undecided, crowded, file: null, definition: null, problems }
  const isWhole = kept.length === decided.length && !proposed.hasUnnamed
  const file = fileFrom(proposed, kept, isWhole)
  return { decided, undecided, crowded, file, definition: definitionOf(file), problems }
}

const fileFrom = (
  { name, envelope, match }: Proposed,
  fields: readonly Decided[],
  isWhole: boolean,
): EventFile => {
  const names = fieldNames(fields)
  const columns = columnNames(
    names,
    fields.map(({ mask }) => mask !== null),
  )
  return {
    name,
    ...(envelope.length === 0 ? {} : { envelope: envelope === 'auto' ? 'auto' : [...envelope] }),
    table: { name: snake(name) },
    ...(match === null ? {} : { match: { pointer: match.pointer, enum: [...match.enum] } }),
    ...(isWhole ? {} : { unknownFields: 'ignore' }),
    fields: fields.map((field, index) => fieldFrom(field, names[index] ?? '', columns[index] ?? '')),
  }
}

const fieldFrom = (field: Decided, name: string, column: string): EventFile['fields'][number] => {
  const type: FieldType = fieldTypes[field.type]
  const isNatural = field.accept.join() === type.natural(field.form).join()
  return {
    name,
    ...(field.pointer === `/${name}` ? {} : { pointer: field.pointer }),
    type: field.type,
    ...(field.required ? {} : { required: false }),
    ...(field.nullable ? { nullable: true } : {}),
    ...(field.allowEmpty ? { allowEmpty: true } : {}),
    ...(field.maxLength === null ? {} : { maxLength: field.maxLength }),
    ...(field.enum === null ? {} : { enum: [...field.enum] }),
    ...(isNatural ? {} : { accept: [...field.accept] }),
    ...(field.form === null ? {} : { form: field.form }),
    ...(field.precision === null ? {} : { precision: field.precision }),
    ...(field.scale === null ? {} : { scale: field.scale }),
    ...(column === name ? {} : { column }),
    ...(field.mask === null ? {} : { mask: field.mask }),
    ...(field.summary ? { summary: true } : {}),
  }
}
