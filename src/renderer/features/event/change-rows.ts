import type { ProposedDraft } from '../../../contract/event-editing.ts'
import { mostDraftFields } from '../../../contract/event-draft.ts'
import { mostFields } from '../../../contract/event-file.ts'
import { holdsPlace, readPointer } from '../../../contract/field-pointer.ts'
import { tableNameOf, type Row, type Sheet } from './sheet.ts'

/** The sheet with one row changed, which then counts as chosen by hand. */
export const changeRow = (sheet: Sheet, id: number, change: (row: Row) => Row): Sheet => ({
  ...sheet,
  rows: sheet.rows.map((row) => {
    const next = row.id === id ? change(row) : row
    return next === row ? row : { ...next, isChosen: true }
  }),
})

export interface Decision {
  readonly id: number
  readonly how: (row: Row) => Row
  /** Whether the definition was never saved. */
  readonly isNew: boolean
}

/**
 * A row after someone has decided what becomes of it. If that leaves it out of a new definition, names that no field
 * reads are ignored from then on. If someone later chooses to reject such messages, the next field does not override
 * that.
 */
export const decideRow = (sheet: Sheet, { id, how, isNew }: Decision): Sheet => {
  const decided = changeRow(sheet, id, how)
  return isNew ? ignoringLeftOut(sheet, decided) : decided
}

/** Names that no field reads are ignored from the moment on in which a new definition leaves something out. */
export const ignoringLeftOut = (before: Sheet, after: Sheet): Sheet =>
  leftOutIn(after) > leftOutIn(before) ? { ...after, unknownFields: 'ignore' } : after

const leftOutIn = ({ rows }: Sheet): number =>
  rows.filter(({ field }) => field.standing === 'left-out').length

/** One place up or down; unchanged at either end. */
export const moveRow = (sheet: Sheet, id: number, by: -1 | 1): Sheet => {
  const at = sheet.rows.findIndex((row) => row.id === id)
  const row = sheet.rows[at]
  const to = at + by
  if (row === undefined || to < 0 || to >= sheet.rows.length) return sheet
  return { ...sheet, rows: sheet.rows.toSpliced(at, 1).toSpliced(to, 0, row) }
}

/**
 * Adds what a look has found below the existing rows, marked. Existing rows stay unchanged, as they may hold choices.
 * What does not fit is left to another look.
 *
 * @param isFirst whether there was nothing before, so that nothing counts as new and the proposal is taken as it is
 */
export const addFound = (sheet: Sheet, found: ProposedDraft, isFirst: boolean): Sheet => {
  const places = sheet.rows.flatMap(({ field }) => readPointer(field.pointer) ?? [])
  const fresh = found.rows
    .filter(({ field }) => {
      const place = readPointer(field.pointer)
      return place !== null && !places.some((known) => holdsPlace(known, place) || holdsPlace(place, known))
    })
    .slice(0, roomIn(sheet))
  const names = new Set(sheet.rows.flatMap(({ field }) => [field.name, field.column]))
  let room = mostFields - sheet.rows.filter(({ field }) => field.standing !== 'left-out').length
  const rows = fresh.map(({ field, ...why }, index): Row => ({
    id: sheet.next + index,
    field: {
      ...field,
      ...(field.standing !== 'left-out' && (room -= 1) < 0 ? { standing: 'left-out' as const } : {}),
      ...(isFirst ? {} : { required: false }),
      ...(sheet.rows.length === 0 ? {} : freeNames(field, names)),
    },
    ...{ why, isNew: !isFirst, isChosen: false },
  }))
  return {
    ...sheet,
    ...(isFirst
      ? { envelope: found.envelope, unknownFields: found.isWhole ? ('reject' as const) : ('ignore' as const) }
      : {}),
    rows: [...sheet.rows.map((row) => (row.isNew ? { ...row, isNew: false } : row)), ...rows],
    next: sheet.next + rows.length,
  }
}

/** How many more fields there is room for. */
export const roomIn = ({ rows }: Sheet): number => Math.max(0, mostDraftFields - rows.length)

/**
 * Replaces what was proposed with the fields of another part of the messages. Rows that nobody proposed stay, and so
 * do rows that someone chose for a place that is in this part too.
 */
export const replaceFound = (sheet: Sheet, found: ProposedDraft, match: Sheet['match']): Sheet => {
  const pointers = new Set(found.rows.map(({ field }) => field.pointer))
  const rows = sheet.rows.filter(
    ({ why, isChosen, field }) => why === null || (isChosen && pointers.has(field.pointer)),
  )
  const isFirst = rows.every(({ why }) => why !== null)
  return { ...addFound({ ...sheet, rows }, found, isFirst), match }
}

const freeNames = (
  { name, column }: Row['field'],
  taken: Set<string>,
): Pick<Row['field'], 'name' | 'column'> => {
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? '' : `_${number}`
    const names = { name: `${name}${end}`, column: `${column}${end}` }
    if (taken.has(names.name) || taken.has(names.column)) continue
    taken.add(names.name)
    taken.add(names.column)
    return names
  }
}

/** One more field, which may be missing: at this place, or at one to be typed. Nothing else is decided for it yet. */
export const addField = (sheet: Sheet, pointer: string): Sheet => {
  if (roomIn(sheet) === 0) return sheet
  const there = sheet.rows.find(({ field }) => field.pointer === pointer && pointer !== '')
  if (there !== undefined)
    return changeRow(sheet, there.id, (row) => ({
      ...row,
      field: { ...row.field, standing: 'kept' },
      isNew: true,
    }))
  const last = readPointer(pointer)
  const plain = last === null ? '' : ((last.from === 'attribute' ? last.name : last.path.at(-1)) ?? '')
  const taken = new Set(sheet.rows.flatMap(({ field }) => [field.name, field.column]))
  const names =
    plain === ''
      ? { name: '', column: '' }
      : freeNames({ name: plain.replace(/[^\w-]/g, '_'), column: tableNameOf(plain) } as Row['field'], taken)
  const field: Row['field'] = {
    ...{ ...names, standing: plain === '' ? 'kept' : 'asked', pointer, type: 'text', form: null },
    ...{ required: false, nullable: true, allowEmpty: true, maxLength: null, precision: null, scale: null },
    ...{ enum: null, accept: ['string'], mask: null, summary: false },
  }
  return {
    ...sheet,
    rows: [...sheet.rows, { id: sheet.next, field, why: null, isNew: true, isChosen: true }],
    next: sheet.next + 1,
  }
}
