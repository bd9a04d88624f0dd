import { createHash } from 'node:crypto'
import type { EventDefinition } from '../contract/event-definition.ts'

/** The length of a definition's hash in hexadecimal digits. */
const digits = 16

/**
 * The hash of everything in a definition that decides a row: SHA-256 of its canonical JSON (RFC 8785), cut. Leaves
 * out its title, what Summary counts, and the order of fields, columns and listed values.
 */
export const definitionHash = (definition: EventDefinition): string =>
  createHash('sha256')
    .update(canonicalJson(decisive(definition)), 'utf8')
    .digest('hex')
    .slice(0, digits)

const decisive = ({ label: _, ...definition }: EventDefinition): unknown => {
  const { columns: __, ...table } = definition.table
  const { match } = definition
  return {
    ...definition,
    table,
    match: match === null ? null : { ...match, enum: match.enum.toSorted() },
    fields: definition.fields
      .map(({ summary: ___, ...field }) => ({
        ...field,
        enum: field.enum?.toSorted() ?? null,
        accept: field.accept.toSorted(),
      }))
      .toSorted((one, other) => (one.name < other.name ? -1 : 1)),
  }
}

/** Names in the order of their UTF-16 code units; texts and whole numbers as `JSON.stringify` writes them (RFC 8785, 3.2). */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${canonicalJson(inner)}`).join(',')}}`
}
