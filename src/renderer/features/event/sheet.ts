import type { DraftField, EventDraft } from '../../../contract/event-draft.ts'
import type { ProposedRow } from '../../../contract/event-editing.ts'
import { readPointer } from '../../../contract/field-pointer.ts'

/** A field as a row of the editor. */
export interface Row {
  /** Stays the same when the row is moved, renamed or undone. */
  readonly id: number
  readonly field: DraftField
  /** Why it was proposed; null if nobody proposed it. */
  readonly why: Omit<ProposedRow, 'field'> | null
  /** Whether it was not there before the last look. */
  readonly isNew: boolean
  /** Whether someone has changed it. */
  readonly isChosen: boolean
}

/** Everything in a definition that can be edited. */
export interface Sheet extends Omit<EventDraft, 'fields'> {
  readonly rows: readonly Row[]
  /** The number of the next row. */
  readonly next: number
}

/** Names that every definition needs. */
export const emptySheet = (name: string): Sheet => ({
  ...{ name, label: name, envelope: 'auto', origin: 'envelope', match: null, unknownFields: 'reject' },
  table: { schema: null, name: tableNameOf(name), rowNumber: 'row_number', sentColumn: null, columns: null },
  ...{ rows: [], next: 1 },
})

/** A draft as rows to edit, numbered from 1; `draftOfSheet` is the way back. */
export const sheetOf = ({ fields, ...rest }: EventDraft): Sheet => ({
  ...rest,
  rows: fields.map((field, index) => ({ id: index + 1, field, why: null, isNew: false, isChosen: false })),
  next: fields.length + 1,
})

export const draftOfSheet = ({ rows, next: _, ...rest }: Sheet): EventDraft => ({
  ...rest,
  fields: rows.map(({ field }) => field),
})

/** Which messages a match means, while it may be half typed: null for all. */
export const meantBy = (match: Sheet['match']): Sheet['match'] => {
  const texts = match?.enum.filter((text) => text !== '') ?? []
  return match === null || texts.length === 0 || readPointer(match.pointer) === null
    ? null
    : { pointer: match.pointer, enum: texts }
}

/** A table name: lower-case letters, with `_` between words. */
export const tableNameOf = (name: string): string =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '_')
    .replace(/^_|_$/g, '')
    .slice(0, 60)

/** An event's name, made from its queue's name. */
export const eventNameOf = (queue: string): string =>
  queue
    .replace(/\.fifo$/, '')
    .replace(/[-_]?(?:queue|events?)$/i, '')
    .replace(/[^\w-]/g, '-')
    .replace(/^[^A-Za-z]+/, '')
    .slice(0, 50) || 'event'

/** The event under another name; its label and table follow as long as nobody has named them otherwise. */
export const renamed = (sheet: Sheet, name: string): Sheet => ({
  ...sheet,
  name,
  label: sheet.label === sheet.name ? name : sheet.label,
  table:
    sheet.table.name === tableNameOf(sheet.name) ? { ...sheet.table, name: tableNameOf(name) } : sheet.table,
})

/** Rows that match a search, by name or path. */
export const foundRows = (rows: readonly Row[], search: string): readonly Row[] => {
  const wanted = search.trim().toLowerCase()
  return wanted === ''
    ? rows
    : rows.filter(({ field: { name, pointer, column } }) =>
        [name, pointer, column].some((text) => text.toLowerCase().includes(wanted)),
      )
}
