import { z } from 'zod'
import {
  envelopeKinds,
  mostEnvelopes,
  type EventDefinition,
  type EventTable,
  type Field,
} from './event-definition.ts'
import { pointerTo } from './field-pointer.ts'
import { jsonKinds, timestampForms } from './field-type.ts'
import { fieldTypeNames, fieldTypes } from './field-types.ts'

/** Longest identifier that PostgreSQL does not cut, in bytes of UTF-8. */
export const longestIdentifier = 63

/** How many fields an event may have. */
export const mostFields = 64

const identifier = z.string().min(1).max(longestIdentifier)

const fieldFile = z.strictObject({
  name: z.string().regex(/^[A-Za-z_][\w-]{0,62}$/),
  pointer: z.string().max(1_024).optional(),
  type: z.enum(fieldTypeNames),
  required: z.boolean().optional(),
  nullable: z.boolean().optional(),
  allowEmpty: z.boolean().optional(),
  maxLength: z.int().min(1).max(1_048_576).optional(),
  enum: z.array(z.string().min(1).max(256)).min(1).max(1_000).optional(),
  accept: z.array(z.enum(jsonKinds)).min(1).optional(),
  form: z.enum(timestampForms).optional(),
  precision: z.int().min(1).max(1_000).optional(),
  scale: z.int().min(0).max(1_000).optional(),
  column: identifier.optional(),
  mask: z
    .string()
    .regex(/^[A-Za-z_][\w-]{0,62}$/)
    .optional(),
  summary: z.boolean().optional(),
})

const tableFile = z.strictObject({
  schema: identifier.optional(),
  name: identifier,
  rowNumber: identifier.optional(),
  sentColumn: identifier.optional(),
  columns: z.array(identifier).optional(),
})

const matchFile = z.strictObject({
  pointer: z.string().max(1_024),
  enum: z.array(z.string().min(1).max(256)).min(1).max(100),
})

/**
 * A definition as written to a file, `NAME.event.json`: JSON Schema's words where it has them, without what is usual.
 * `definitionMistakes` judges what it means beyond its shape.
 */
export const eventFile = z.strictObject({
  $schema: z.string().max(1_024).optional(),
  name: z.string().regex(/^[A-Za-z][\w-]{0,62}$/),
  label: z.string().min(1).max(64).optional(),
  table: tableFile,
  envelope: z
    .union([
      z.enum(['none', 'auto', ...envelopeKinds]),
      z.array(z.enum(envelopeKinds)).min(1).max(mostEnvelopes),
    ])
    .optional(),
  origin: z.enum(['envelope', 'message']).optional(),
  match: matchFile.optional(),
  unknownFields: z.enum(['reject', 'ignore']).optional(),
  fields: z.array(fieldFile).min(1).max(mostFields),
})

export type EventFile = z.output<typeof eventFile>

/** The row number's column by default. */
const usualRowNumber = 'row_number'

/** The definition in a file, with everything that it leaves out. */
export const definitionOf = (file: EventFile): EventDefinition => {
  const fields = file.fields.map(fieldOf)
  return {
    name: file.name,
    label: file.label ?? file.name,
    table: tableOf(file.table, fields),
    envelope: envelopeOf(file.envelope ?? 'none'),
    origin: file.origin ?? 'envelope',
    match: file.match ?? null,
    unknownFields: file.unknownFields ?? 'reject',
    fields,
  }
}

/** The file of a definition, with nothing left out. */
export const fileOf = (definition: EventDefinition): EventFile =>
  withoutNulls({
    ...definition,
    envelope: definition.envelope.length === 0 ? 'none' : definition.envelope,
  }) as EventFile

const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => (inner === null ? [] : [[name, withoutNulls(inner)]])),
  )
}

const envelopeOf = (envelope: NonNullable<EventFile['envelope']>): EventDefinition['envelope'] =>
  envelope === 'none' ? [] : typeof envelope === 'string' && envelope !== 'auto' ? [envelope] : envelope

const fieldOf = (field: EventFile['fields'][number]): Field => {
  const form = field.form ?? (field.type === 'timestamp' ? 'rfc3339' : null)
  return {
    name: field.name,
    pointer: field.pointer ?? pointerTo(field.name),
    type: field.type,
    required: field.required ?? true,
    nullable: field.nullable ?? false,
    allowEmpty: field.allowEmpty ?? false,
    maxLength: field.maxLength ?? null,
    enum: field.enum ?? null,
    accept: field.accept ?? fieldTypes[field.type].natural(form),
    form,
    precision: field.precision ?? null,
    scale: field.scale ?? null,
    column: field.column ?? field.name,
    mask: field.mask ?? null,
    summary: field.summary ?? false,
  }
}

const tableOf = (table: EventFile['table'], fields: readonly Field[]): EventTable => {
  const sentColumn = table.sentColumn ?? null
  const usual = [...fields.map(({ column }) => column), ...(sentColumn === null ? [] : [sentColumn])]
  return {
    schema: table.schema ?? null,
    name: table.name,
    rowNumber: table.rowNumber ?? usualRowNumber,
    sentColumn,
    columns: table.columns ?? usual,
  }
}
