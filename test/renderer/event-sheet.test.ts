import { describe, expect, it } from 'vitest'
import { mostDraftFields, type DraftField } from '../../src/contract/event-draft.ts'
import type { ProposedDraft } from '../../src/contract/event-editing.ts'
import {
  addField,
  addFound,
  changeRow,
  decideRow,
  moveRow,
  replaceFound,
  roomIn,
} from '../../src/renderer/features/event/change-rows.ts'
import { choose, chooseType, type Choice } from '../../src/renderer/features/event/choose.ts'
import { beginHistory, edit, isChanged, redo, undo } from '../../src/renderer/features/event/sheet-history.ts'
import {
  emptySheet,
  eventNameOf,
  foundRows,
  meantBy,
  renamed,
  sheetOf,
  type Sheet,
} from '../../src/renderer/features/event/sheet.ts'
import { plainField } from '../support/draft-fields.ts'

const fieldOf = (name: string, more: Partial<DraftField> = {}): DraftField =>
  plainField(name, { allowEmpty: true, summary: true, ...more })

const found = (...fields: readonly DraftField[]): ProposedDraft => ({
  ...{ sample: 's', of: 60, unlisted: 0, envelope: 'auto', isWhole: true, parting: null, others: 0 },
  ...{ unreadable: 0, shapes: [], wrappings: [], unnamed: [] },
  rows: fields.map((field) => ({
    ...{ field, suspicion: null, question: null, notes: [], offered: null },
    asksType: field.standing === 'asked',
  })),
})

const sheet = addFound(emptySheet('orders'), found(fieldOf('id'), fieldOf('email'), fieldOf('sum')), true)

const fieldsOf = ({ rows }: Sheet) => rows.map(({ field }) => field)
const namesOf = (of: Sheet) => fieldsOf(of).map(({ name }) => name)
const chosen = (id: number, choice: Choice) => changeRow(sheet, id, (row) => choose(row, choice))

describe('a definition that is edited', () => {
  it('keeps its choices at another look: new fields go beneath, marked, and may be missing', () => {
    const mine = changeRow(chosen(2, 'left-out'), 1, (row) => ({
      ...row,
      field: { ...row.field, name: 'order_id', type: 'integer' },
    }))
    const again = addFound(
      mine,
      found(fieldOf('id', { type: 'uuid' }), fieldOf('email', { mask: 'email' }), fieldOf('referrer')),
      false,
    )
    expect(again.rows.slice(0, 3)).toEqual(mine.rows)
    expect(again.rows[3]).toMatchObject({
      ...{ isNew: true, id: 4 },
      field: { name: 'referrer', required: false },
    })
    expect(addFound(again, found(fieldOf('referrer')), false).rows.map(({ isNew }) => isNew)).toEqual([
      ...[false, false, false, false],
    ])
  })

  it('leaves out what a look finds beyond the 64 fields that there is room for', () => {
    const names = Array.from({ length: 70 }, (_, index) => fieldOf(`f${index}`))
    const grown = addFound(
      chosen(2, 'left-out'),
      found(...names, fieldOf('secret', { standing: 'left-out' })),
      false,
    )
    const standings = fieldsOf(grown).map(({ standing }) => standing)
    expect(standings.filter((standing) => standing === 'kept')).toHaveLength(64)
    expect(standings.slice(0, 3)).toEqual(['kept', 'left-out', 'kept'])
    expect(standings.slice(-9)).toEqual(Array.from({ length: 9 }, () => 'left-out'))
  })

  it('takes in no place inside or around an existing one, and gives a new name if one is taken', () => {
    const inside = found(
      fieldOf('x', { pointer: '/id/x' }),
      fieldOf('id', { pointer: '/deep/id', column: 'id' }),
    )
    expect(fieldsOf(addFound(sheet, inside, false)).slice(3)).toMatchObject([
      { pointer: '/deep/id', name: 'id_2', column: 'id_2' },
    ])
  })

  it('masks under the name of its type, without what a mask does not allow, and back again', () => {
    const masked = chosen(2, 'masked')
    expect(fieldsOf(masked)[1]).toMatchObject({
      ...{ mask: 'email', column: 'masked_email', allowEmpty: false, summary: false },
    })
    const back = changeRow(masked, 2, (row) => choose(row, 'clear'))
    expect(fieldsOf(back)[1]).toMatchObject({ mask: null, column: 'email', standing: 'kept' })
    const own = changeRow(sheet, 2, (row) =>
      choose({ ...row, field: { ...row.field, column: 'mail' } }, 'masked'),
    )
    expect(fieldsOf(own)[1]?.column).toBe('mail')
  })

  it('never clears by itself a field that cannot be masked under its new type', () => {
    const json = changeRow(chosen(2, 'masked'), 2, (row) => chooseType(row, 'json'))
    expect(fieldsOf(json)[1]).toMatchObject({ type: 'json', mask: null, standing: 'asked' })
    const time = changeRow(sheet, 1, (row) => chooseType(row, 'timestamp:ms'))
    expect(fieldsOf(time)[0]).toMatchObject({
      type: 'timestamp',
      form: 'ms',
      accept: ['number'],
      allowEmpty: false,
    })
    expect(changeRow(sheet, 1, (row) => chooseType(row, 'none')).rows[0]).toEqual(sheet.rows[0])
  })

  it('leaves a field undecided that lost its mask, whatever type it gets afterwards', () => {
    for (const standing of ['kept', 'asked'] as const) {
      const start = addFound(emptySheet('x'), found(fieldOf('note', { standing })), true)
      const steps = changeRow(start, 1, (row) =>
        chooseType(chooseType(choose(row, 'masked'), 'json'), 'text'),
      )
      expect(fieldsOf(steps)[0]).toMatchObject({ type: 'text', mask: null, standing: 'asked' })
    }
    // A type does not settle what is asked because it is too large, or may be personal.
    const asked = found(fieldOf('big', { standing: 'asked', type: 'json', accept: ['object'] }))
    const rows = asked.rows.map((row) => ({ ...row, asksType: false }))
    const [big] = addFound(emptySheet('x'), { ...asked, rows }, true).rows
    expect(big && chooseType(big, 'text').field.standing).toBe('asked')
  })

  it('keeps what was chosen when another part of the messages is taken, and everything that nobody proposed', () => {
    const mine = chosen(2, 'masked')
    const part = found(...[fieldOf('id', { type: 'uuid' }), fieldOf('email'), fieldOf('page')])
    const match = { pointer: '/event', enum: ['paid'] }
    const taken = replaceFound(mine, part, match)
    expect(taken.match).toEqual(match)
    expect(fieldsOf(taken).map(({ name, type, mask, required }) => [name, type, mask, required])).toEqual([
      ['email', 'text', 'email', true],
      ['id', 'uuid', null, true],
      ['page', 'text', null, true],
    ])
    expect(taken.rows.map(({ isNew }) => isNew)).toEqual([false, false, false])

    const { rows: _, next: __, ...rest } = emptySheet('orders')
    const opened = sheetOf({ ...rest, envelope: ['gzip+base64'], fields: [fieldOf('sum', { mask: 'sum' })] })
    const edited = replaceFound(opened, { ...part, isWhole: false }, null)
    expect(edited.rows[0]).toEqual(opened.rows[0])
    expect([edited.envelope, edited.unknownFields, namesOf(edited)]).toEqual([
      ...[['gzip+base64'], 'reject', ['sum', 'id', 'email', 'page']],
    ])
    expect(edited.rows.slice(1).every(({ isNew, field }) => isNew && !field.required)).toBe(true)
  })

  it('has no more places than a draft allows, however often a queue with ever new names is sampled', () => {
    const look = (from: number) =>
      found(...Array.from({ length: 300 }, (_, index) => fieldOf(`f${from + index}`)))
    const full = addFound(addFound(sheet, look(0), false), look(300), false)
    expect([full.rows.length, roomIn(full), full.next]).toEqual([mostDraftFields, 0, mostDraftFields + 1])
    expect(addField(full, '')).toBe(full)
    expect(full.rows.slice(0, 3)).toEqual(sheet.rows)
  })

  it('ignores other names once something is left out, until someone says otherwise', () => {
    const decide = (of: Sheet, id: number, choice: Choice, isNew = true) =>
      decideRow(of, { id, how: (row) => choose(row, choice), isNew })
    const left = decide(sheet, 1, 'left-out')
    expect([sheet.unknownFields, left.unknownFields]).toEqual(['reject', 'ignore'])
    const strict: Sheet = { ...left, unknownFields: 'reject' }
    expect(decide(strict, 2, 'masked').unknownFields).toBe('reject')
    expect(decide(sheet, 1, 'left-out', false).unknownFields).toBe('reject')
  })

  it('settles by its type what was asked because only nulls came, and nothing that may be personal', () => {
    const asked = found(fieldOf('a', { standing: 'asked' }), fieldOf('b', { standing: 'asked' }))
    const rows = asked.rows.map((row, index) =>
      index === 0
        ? row
        : { ...row, suspicion: { kind: 'zip', seen: null, isUnsure: false } as const, asksType: false },
    )
    const start = addFound(emptySheet('x'), { ...asked, rows }, true)
    const typed = start.rows.map((row) => chooseType(row, 'integer').field.standing)
    expect(typed).toEqual(['kept', 'asked'])
  })

  it('has its fields moved by one place, and not beyond an end', () => {
    expect(namesOf(moveRow(sheet, 3, -1))).toEqual(['id', 'sum', 'email'])
    expect(namesOf(moveRow(sheet, 1, 1))).toEqual(['email', 'id', 'sum'])
    expect([moveRow(sheet, 1, -1), moveRow(sheet, 3, 1), moveRow(sheet, 9, 1)]).toEqual([sheet, sheet, sheet])
  })

  it('gets a field for a name that is new on the queue, which may be missing and is undecided', () => {
    expect(fieldsOf(addField(sheet, '/utm~1source'))[3]).toMatchObject({
      ...{ pointer: '/utm~1source', name: 'utm_source', column: 'utm_source' },
      ...{ required: false, standing: 'asked' },
    })
    expect(fieldsOf(addField(chosen(2, 'left-out'), '/email')).map(({ standing }) => standing)).toEqual([
      ...['kept', 'kept', 'kept'],
    ])
    expect(fieldsOf(addField(sheet, '/deep/id'))[3]).toMatchObject({ name: 'id_2', column: 'id_2' })
  })

  it('is undone and redone step by step, where typing a word is one step', () => {
    const typed = ['o', 'or', 'ord'].reduce(
      (history, name) => edit(history, renamed(history.now, name), 'name'),
      beginHistory(sheet),
    )
    expect([typed.past.length, typed.now.table.name, isChanged(typed)]).toEqual([1, 'ord', true])
    const moved = edit(typed, moveRow(typed.now, 1, 1), null)
    expect(undo(moved).now).toBe(typed.now)
    expect(undo(undo(moved)).now).toBe(sheet)
    expect(isChanged(undo(undo(moved)))).toBe(false)
    expect(redo(redo(undo(undo(moved)))).now).toBe(moved.now)
    expect(undo(undo(undo(moved))).now).toBe(sheet)
    // Another word in the same place after an undo is a separate step.
    expect(edit(undo(typed), renamed(sheet, 'x'), 'name').past).toHaveLength(1)
  })

  it('is named after its queue, and its table after it until someone names that', () => {
    expect(['orders-queue', 'Order_Events.fifo', '123-x', 'ordersEvents', '42'].map(eventNameOf)).toEqual([
      ...['orders', 'Order', 'x', 'orders', 'event'],
    ])
    const other = renamed({ ...sheet, table: { ...sheet.table, name: 'mine' } }, 'shop')
    expect([other.table.name, other.label]).toEqual(['mine', 'shop'])
  })

  it('means all messages while nobody has finished typing which', () => {
    for (const match of [null, { pointer: '', enum: ['a'] }, { pointer: 'event', enum: ['a'] }])
      expect(meantBy(match)).toBeNull()
    expect(meantBy({ pointer: '/event', enum: ['', ''] })).toBeNull()
    expect(meantBy({ pointer: '/event', enum: ['a', ''] })).toEqual({ pointer: '/event', enum: ['a'] })
  })

  it('is searched by name, path and column', () => {
    expect(foundRows(sheet.rows, ' MAIL ').map(({ id }) => id)).toEqual([2])
    expect(foundRows(sheet.rows, '/su').map(({ id }) => id)).toEqual([3])
    expect(foundRows(sheet.rows, '').length).toBe(3)
  })
})
