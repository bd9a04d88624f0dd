import type { EventFile } from './event-file.ts'
import { keptFields, undecidedFields, usualColumns, type DraftField, type EventDraft } from './event-draft.ts'
import type { EventDefinition } from './event-definition.ts'
import type { Mistake } from './event-mistake.ts'
import { pointerTo } from './field-pointer.ts'
import type { FieldType } from './field-type.ts'
import { fieldTypes } from './field-types.ts'
import { readEvent } from './read-event.ts'

/** A draft as read: its definition, or everything that is wrong with it. */
export type DraftReading =
  | { readonly ok: true; readonly definition: EventDefinition; readonly file: EventFile }
  /** Paths lead into the draft. */
  | { readonly ok: false; readonly mistakes: readonly Mistake[] }

/**
 * Reads a draft as the file that it would be written to. A place that is still undecided counts as a field in the
 * clear.
 */
export const readDraft = (draft: EventDraft): DraftReading => {
  const kept = keptFields(draft)
  if (kept.length === 0)
    return { ok: false, mistakes: [{ path: ['fields'], sentence: 'there is none to keep' }] }
  const file = draftFile(draft)
  const reading = readEvent(file)
  if (reading.ok) return { ok: true, definition: reading.definition, file: file as EventFile }
  const mistakes = reading.mistakes.map(({ path, sentence }) => {
    const [outer, index, ...inner] = path
    const at = outer === 'fields' && typeof index === 'number' ? kept[index]?.at : undefined
    return { path: at === undefined ? path : ['fields', at, ...inner], sentence }
  })
  return { ok: false, mistakes }
}

/** Why a draft cannot be saved: some places are still undecided. */
export const undecidedMistakes = (draft: EventDraft): readonly Mistake[] =>
  undecidedFields(draft).map((field) => ({
    path: ['fields', draft.fields.indexOf(field)],
    sentence: 'nobody has decided yet what becomes of it',
  }))

/** Contains only what differs from the defaults, in the order of the examples. */
const draftFile = (draft: EventDraft): object => {
  const { name, label, table, envelope, origin, match, unknownFields } = draft
  const fields = keptFields(draft).map(({ field }) => field)
  const columns = orderOf(table, fields)
  return {
    name,
    ...(label === '' || label === name ? {} : { label }),
    ...(envelope.length === 0 ? {} : { envelope }),
    ...(origin === 'envelope' ? {} : { origin }),
    table: {
      ...(table.schema === null || table.schema === '' ? {} : { schema: table.schema }),
      name: table.name,
      ...(table.rowNumber === usualRowNumber ? {} : { rowNumber: table.rowNumber }),
      ...(table.sentColumn === null ? {} : { sentColumn: table.sentColumn }),
      ...(columns === null ? {} : { columns }),
    },
    ...(match === null ? {} : { match: { ...match, enum: match.enum.filter((value) => value !== '') } }),
    ...(unknownFields === 'reject' ? {} : { unknownFields }),
    fields: fields.map(fieldFile),
  }
}

const usualRowNumber = 'row_number'

/** Removed columns leave the order, and new ones come last. */
const orderOf = (
  { columns, sentColumn }: EventDraft['table'],
  fields: readonly DraftField[],
): readonly string[] | null => {
  if (columns === null) return null
  const usual = usualColumns(
    fields.map(({ column }) => column),
    sentColumn,
  )
  const kept = columns.filter((column) => usual.includes(column))
  return [...kept, ...usual.filter((column) => !kept.includes(column))]
}

const fieldFile = (field: DraftField): object => {
  const type: FieldType = fieldTypes[field.type]
  const values = field.enum?.filter((value) => value !== '') ?? []
  const isNatural = field.accept.join() === type.natural(field.form).join()
  return {
    name: field.name,
    ...(field.pointer === pointerTo(field.name) ? {} : { pointer: field.pointer }),
    type: field.type,
    ...(field.required ? {} : { required: false }),
    ...(field.nullable ? { nullable: true } : {}),
    ...(field.allowEmpty ? { allowEmpty: true } : {}),
    ...(field.maxLength === null ? {} : { maxLength: field.maxLength }),
    ...(values.length === 0 ? {} : { enum: values }),
    ...(isNatural ? {} : { accept: field.accept }),
    ...(field.form === null ? {} : { form: field.form }),
    ...(field.precision === null ? {} : { precision: field.precision }),
    ...(field.scale === null ? {} : { scale: field.scale }),
    ...(field.column === field.name ? {} : { column: field.column }),
    ...(field.mask === null ? {} : { mask: field.mask }),
    ...(field.summary ? { summary: true } : {}),
  }
}
