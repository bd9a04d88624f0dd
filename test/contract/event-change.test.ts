import { describe, expect, it } from 'vitest'
import { eventChanges, worstChange, type ChangeKind } from '../../src/contract/event-change.ts'
import type { EventDefinition, Field } from '../../src/contract/event-definition.ts'
import { definitionOf, eventFile, type EventFile } from '../../src/contract/event-file.ts'
import { pathText } from '../../src/contract/event-mistake.ts'
import { logins } from '../../src/contract/logins.ts'
import type { FieldFile } from '../support/event-files.ts'

const usual: FieldFile = { name: 'a', type: 'text' }
const rest: FieldFile = { name: 'z', type: 'text' }

const definition = (fields: readonly FieldFile[], more: Partial<EventFile> = {}): EventDefinition =>
  definitionOf(eventFile.parse({ name: 'tries', table: { name: 'tries' }, fields, ...more }))

/** The changes, one a line, without those of the order of columns, which follow from others. */
const changesOf = (before: EventDefinition, after: EventDefinition): readonly string[] =>
  eventChanges(before, after).flatMap(({ kind, path }) =>
    pathText(path) === 'table' && kind === 'free' ? [] : [`${kind} ${pathText(path)}`],
  )

type FieldCase = readonly [kind: ChangeKind, before: Partial<FieldFile>, after: Partial<FieldFile>]

/** Every property of a field, with each way in which it can change. */
const fieldCases: { readonly [P in keyof Field]: readonly FieldCase[] } = {
  name: [['free', {}, { name: 'b', pointer: '/a', column: 'a' }]],
  pointer: [
    ['asked', {}, { pointer: '/b' }],
    ['asked', { mask: 'a' }, { mask: 'a', pointer: '/b' }],
  ],
  type: [
    ['asked', {}, { type: 'version' }],
    ['refused', { mask: 'a' }, { mask: 'a', type: 'version' }],
  ],
  form: [
    [
      'asked',
      { type: 'timestamp', form: 's', accept: ['number'] },
      { type: 'timestamp', form: 'ms', accept: ['number'] },
    ],
  ],
  required: [
    ['asked', { required: false }, {}],
    ['free', {}, { required: false }],
  ],
  nullable: [
    ['asked', { nullable: true }, {}],
    ['free', {}, { nullable: true }],
  ],
  allowEmpty: [
    ['asked', { allowEmpty: true }, {}],
    ['free', {}, { allowEmpty: true }],
  ],
  maxLength: [
    ['asked', {}, { maxLength: 8 }],
    ['asked', { maxLength: 9 }, { maxLength: 8 }],
    ['free', { maxLength: 8 }, { maxLength: 9 }],
    ['free', { maxLength: 8 }, {}],
  ],
  precision: [
    ['asked', { type: 'decimal', precision: 9, scale: 2 }, { type: 'decimal', precision: 8, scale: 2 }],
    ['free', { type: 'decimal', precision: 8, scale: 2 }, { type: 'decimal', precision: 9, scale: 2 }],
  ],
  scale: [
    ['asked', { type: 'decimal', precision: 9, scale: 2 }, { type: 'decimal', precision: 9, scale: 1 }],
    // Two more digits after the point leave two less before it.
    ['asked', { type: 'decimal', precision: 9, scale: 2 }, { type: 'decimal', precision: 9, scale: 4 }],
  ],
  enum: [
    ['asked', {}, { enum: ['x'] }],
    ['asked', { enum: ['x', 'y'] }, { enum: ['x', 'z'] }],
    ['free', { enum: ['x'] }, { enum: ['y', 'x'] }],
    ['free', { enum: ['x'] }, {}],
  ],
  accept: [
    ['asked', { accept: ['string', 'number'] }, {}],
    ['asked', {}, { accept: ['number'] }],
    ['free', {}, { accept: ['number', 'string'] }],
  ],
  column: [
    ['asked', {}, { column: 'b' }],
    ['asked', { mask: 'a' }, { mask: 'a', column: 'b' }],
  ],
  mask: [
    ['refused', {}, { mask: 'a' }],
    ['refused', { mask: 'a' }, {}],
    ['refused', { mask: 'a' }, { mask: 'b' }],
  ],
  summary: [
    ['free', {}, { summary: true }],
    ['free', { summary: true }, {}],
  ],
}

describe.each(Object.entries(fieldCases))('a change of the %s of a field', (property, cases) => {
  it.each(cases)('is %s: from %j to %j', (kind, before, after) => {
    const [old, changed] = [
      definition([{ ...usual, ...before }, rest]),
      definition([{ ...usual, ...after }, rest]),
    ]
    expect(changesOf(old, changed)).toEqual([`${kind} fields[0].${property}`])
  })
})

type DefinitionCase = readonly [kind: ChangeKind, before: Partial<EventFile>, after: Partial<EventFile>]

const table = { name: 'tries' }
const match = { pointer: '/t', enum: ['x', 'y'] }

const definitionCases: {
  readonly [P in Exclude<keyof EventDefinition, 'fields'>]: readonly DefinitionCase[]
} = {
  name: [['asked', {}, { name: 'other', label: 'tries' }]],
  label: [['free', {}, { label: 'Other' }]],
  table: [
    ['asked', {}, { table: { name: 'other' } }],
    ['asked', {}, { table: { ...table, schema: 'other' } }],
    ['asked', {}, { table: { ...table, rowNumber: 'other' } }],
    ['asked', {}, { table: { ...table, sentColumn: 'day' } }],
    ['free', {}, { table: { ...table, columns: ['z', 'a'] } }],
  ],
  envelope: [['asked', {}, { envelope: 'auto' }]],
  origin: [['asked', {}, { origin: 'message' }]],
  match: [
    ['asked', {}, { match }],
    ['asked', { match }, { match: { ...match, enum: ['x'] } }],
    ['asked', { match }, { match: { ...match, pointer: '/u' } }],
    ['free', { match: { ...match, enum: ['x'] } }, { match }],
    ['free', { match }, {}],
  ],
  unknownFields: [
    ['free', {}, { unknownFields: 'ignore' }],
    ['asked', { unknownFields: 'ignore' }, {}],
  ],
}

describe.each(Object.entries(definitionCases))('a change of the %s of a definition', (property, cases) => {
  it.each(cases)('is %s: from %j to %j', (kind, before, after) => {
    const changes = eventChanges(definition([usual, rest], before), definition([usual, rest], after))
    expect(changes.map((change) => [change.kind, pathText(change.path)])).toEqual([[kind, property]])
  })
})

describe('a change of a definition', () => {
  it('is none if only the order of fields differs', () => {
    expect(eventChanges(logins, logins)).toEqual([])
    expect(changesOf(definition([usual, rest]), definition([rest, usual]))).toEqual([])
  })

  it('is free if a new field is optional, and asked if it is required or a field is removed', () => {
    const [one, two] = [definition([usual]), definition([usual, rest])]
    expect(changesOf(one, two)).toEqual(['asked fields[1]'])
    expect(changesOf(one, definition([usual, { ...rest, required: false }]))).toEqual(['free fields[1]'])
    expect(changesOf(two, one)).toEqual(['asked fields[1]'])
  })

  it('is refused if a masked value would be stored in the clear under another name or column', () => {
    const masked = definition([{ ...usual, mask: 'a' }, rest])
    for (const clear of [
      { name: 'b', pointer: '/a', type: 'text' },
      { name: 'a', type: 'text', column: 'b' },
      { name: 'a', pointer: '/b', type: 'text', column: 'b' },
    ] as const)
      expect(worstChange(eventChanges(masked, definition([clear, rest])))).toBe('refused')
    // Something that holds it, too.
    const nested = definition([{ ...usual, pointer: '/user/a', mask: 'a' }, rest])
    const whole = definition([{ name: 'user', type: 'json', required: false }, rest])
    expect(worstChange(eventChanges(nested, whole))).toBe('refused')
    // The column of the masks now belongs to another field.
    expect(
      worstChange(eventChanges(masked, definition([rest, { name: 'c', type: 'text', column: 'a' }]))),
    ).toBe('refused')
  })

  it('names the field to type if it is refused, and only then', () => {
    const [change] = eventChanges(definition([usual]), definition([{ ...usual, mask: 'a' }]))
    expect(change).toMatchObject({ kind: 'refused', field: 'a' })
    for (const free of eventChanges(definition([usual]), definition([usual], { label: 'Other' })))
      expect(free.field).toBeNull()
  })

  it('takes what its worst part takes', () => {
    expect(worstChange([])).toBeNull()
    const [free, asked, refused] = [{ label: 'B' }, { origin: 'message' as const }, {}]
    const old = definition([usual])
    expect(worstChange(eventChanges(old, definition([usual], free)))).toBe('free')
    expect(worstChange(eventChanges(old, definition([usual], { ...free, ...asked })))).toBe('asked')
    expect(
      worstChange(eventChanges(old, definition([{ ...usual, mask: 'm' }], { ...asked, ...refused }))),
    ).toBe('refused')
  })
})

describe('a field that comes back', () => {
  const without = definition([rest])
  const [masked] = definition([{ ...usual, mask: 'a' }]).fields
  const earlier = masked === undefined ? [] : [masked]

  it.each<[change: string, field: FieldFile, kind: ChangeKind]>([
    ['masked as it was', { ...usual, mask: 'a', required: false }, 'free'],
    ['in the clear', { ...usual, required: false }, 'refused'],
    ['under another name', { ...usual, mask: 'b', required: false }, 'refused'],
    ['of another type', { ...usual, mask: 'a', type: 'email', required: false }, 'refused'],
    ['in the clear in another column', { ...usual, column: 'b', required: false }, 'refused'],
    ['in the clear by another name', { name: 'b', pointer: '/a', type: 'text', required: false }, 'refused'],
  ])('%s is %3$s', (_, field, kind) => {
    const changes = eventChanges(without, definition([field, rest]), earlier)
    expect(worstChange(changes.filter(({ subject }) => subject !== 'table'))).toBe(kind)
    for (const change of changes) if (change.kind === 'refused') expect(change.column).toBe('a')
  })
})
