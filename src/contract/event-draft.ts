import { z } from 'zod'
import { envelopeKinds, type EventDefinition, type Field } from './event-definition.ts'
import { jsonKinds, timestampForms } from './field-type.ts'
import { fieldTypeNames } from './field-types.ts'
import { text } from './input.ts'

/** More places than a definition has fields, so that what is left out can be listed too. */
export const mostDraftFields = 300

const name = text(0, 500)
const limit = z.number().nullable()

/** What a place becomes: not a field, still undecided, or a field, which is masked if it has a mask. */
const draftField = z.strictObject({
  standing: z.enum(['kept', 'left-out', 'asked']),
  name,
  pointer: text(0, 2_000),
  type: z.enum(fieldTypeNames),
  required: z.boolean(),
  nullable: z.boolean(),
  allowEmpty: z.boolean(),
  maxLength: limit,
  enum: z.array(text(0, 500)).max(1_000).nullable(),
  accept: z.array(z.enum(jsonKinds)).max(10),
  form: z.enum(timestampForms).nullable(),
  precision: limit,
  scale: limit,
  column: name,
  mask: name.nullable(),
  summary: z.boolean(),
})

const match = z.strictObject({ pointer: text(0, 2_000), enum: z.array(text(0, 500)).max(100) })

/** A definition while someone edits it: it may be wrong in every way but its shape. */
export const eventDraftSchema = z.strictObject({
  name,
  label: name,
  table: z.strictObject({
    schema: name.nullable(),
    name,
    rowNumber: name,
    sentColumn: name.nullable(),
    /** The order of columns as it was read; null for the order of the fields. */
    columns: z.array(name).max(mostDraftFields).nullable(),
  }),
  envelope: z.union([z.literal('auto'), z.array(z.enum(envelopeKinds)).max(10)]),
  origin: z.enum(['envelope', 'message']),
  match: match.nullable(),
  unknownFields: z.enum(['reject', 'ignore']),
  fields: z.array(draftField).max(mostDraftFields),
})

export type EventDraft = z.infer<typeof eventDraftSchema>

export type DraftField = EventDraft['fields'][number]

/** The fields of the draft's definition, each with its index in the draft. An undecided place counts as kept. */
export const keptFields = (
  draft: EventDraft,
): readonly { readonly field: DraftField; readonly at: number }[] =>
  draft.fields.flatMap((field, at) => (field.standing === 'left-out' ? [] : [{ field, at }]))

/** The places that are still undecided. */
export const undecidedFields = (draft: EventDraft): readonly DraftField[] =>
  draft.fields.filter(({ standing }) => standing === 'asked')

/** The draft of an existing definition. */
export const draftOf = ({ table, fields, match: matched, ...rest }: EventDefinition): EventDraft => {
  const usual = usualColumns(
    fields.map(({ column }) => column),
    table.sentColumn,
  )
  return {
    ...rest,
    envelope: rest.envelope === 'auto' ? 'auto' : [...rest.envelope],
    match: matched === null ? null : { pointer: matched.pointer, enum: [...matched.enum] },
    table: { ...table, columns: table.columns.join('\0') === usual.join('\0') ? null : [...table.columns] },
    fields: fields.map(draftFieldOf),
  }
}

const draftFieldOf = (field: Field): DraftField => ({
  ...field,
  standing: 'kept',
  enum: field.enum === null ? null : [...field.enum],
  accept: [...field.accept],
})

/** The columns of a table by default. */
export const usualColumns = (columns: readonly string[], sentColumn: string | null): readonly string[] => [
  ...columns,
  ...(sentColumn === null ? [] : [sentColumn]),
]
