import type { EventDefinition } from './event-definition.ts'
import { definitionOf, eventFile, type EventFile } from './event-file.ts'
import type { Mistake } from './event-mistake.ts'
import { definitionMistakes } from './event-mistakes.ts'
import { shapeMistakes, type FileKind } from './shape-mistakes.ts'

export type EventReading =
  | { readonly ok: true; readonly definition: EventDefinition }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] }

/** Reads a definition from a value of a file or the settings: the definition, or everything that is wrong with it. */
export const readEvent = (value: unknown): EventReading => {
  const parsed = eventFile.safeParse(value)
  if (!parsed.success) {
    const mistakes = [...shapeMistakes(parsed.error.issues, value, eventKind), ...otherMistakes(value)]
    return { ok: false, mistakes }
  }
  const definition = definitionOf(parsed.data)
  const mistakes = definitionMistakes(definition)
  return mistakes.length === 0 ? { ok: true, definition } : { ok: false, mistakes }
}

/** Checks the parts whose shape is right, so that one slip does not hide another. */
const otherMistakes = (value: unknown): readonly Mistake[] => {
  if (typeof value !== 'object' || value === null) return []
  const { shape } = eventFile
  const written = value as Readonly<Partial<Record<keyof EventFile, unknown>>>
  const items = Array.isArray(written.fields) ? (written.fields as readonly unknown[]) : []
  const fields = items.flatMap((item, index) => {
    const field = shape.fields.element.safeParse(item)
    return field.success ? [{ field: field.data, index }] : []
  })
  const table = shape.table.safeParse(written.table)
  const file: EventFile = {
    name: 'unnamed',
    label: shape.label.safeParse(written.label).data,
    // The filled columns are unknown while a field is.
    table: { ...(table.data ?? { name: 'unnamed', rowNumber: 'unnamed' }), columns: undefined },
    envelope:
      written.envelope === undefined ? 'none' : (shape.envelope.safeParse(written.envelope).data ?? 'auto'),
    match: shape.match.safeParse(written.match).data,
    fields: fields.map(({ field }) => field),
  }
  return definitionMistakes(definitionOf(file)).flatMap(({ path, sentence }) => {
    const [outer, at, ...inner] = path
    if (outer === 'table' && !table.success) return []
    const index = outer === 'fields' && typeof at === 'number' ? fields[at]?.index : undefined
    return [{ path: index === undefined ? path : ['fields', index, ...inner], sentence }]
  })
}

const eventKind: FileKind = {
  objectAt: ([outer, index]) => {
    const { table, match, fields } = eventFile.shape
    if (outer === 'table') return ['the table', Object.keys(table.shape)]
    if (outer === 'match') return ['"match"', Object.keys(match.unwrap().shape)]
    return outer === 'fields' && index !== undefined
      ? ['a field', Object.keys(fields.element.shape)]
      : ['a definition', Object.keys(eventFile.shape)]
  },
  kinds: [],
  lists: { fields: 'fields' },
  unions: 'must be a text in quotes or a list of them',
  hasLists: true,
}
