import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { definitionOf, eventFile, type EventFile } from '../../src/contract/event-file.ts'
import { logins } from '../../src/contract/logins.ts'
import { definitionHash } from '../../src/pipeline/definition-hash.ts'

const file: EventFile = {
  name: 'orders',
  table: { name: 'orders' },
  match: { pointer: '/type', enum: ['placed', 'paid'] },
  fields: [
    { name: 'id', type: 'uuid' },
    { name: 'at', type: 'timestamp' },
    { name: 'state', type: 'text', enum: ['a', 'b'], accept: ['string', 'number'] },
    { name: 'total', type: 'decimal', precision: 12, scale: 2 },
  ],
}

const hashOf = (more: Partial<EventFile>): string =>
  definitionHash(definitionOf(eventFile.parse({ ...file, ...more })))

const reversed = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, inner]) => [name, reversed(inner)]),
      )
    : value

const [id, at, state, total] = file.fields as [
  ...[EventFile['fields'][number], EventFile['fields'][number], EventFile['fields'][number]],
  EventFile['fields'][number],
]

describe('the hash of a definition', () => {
  it('has sixteen hexadecimal digits of the SHA-256 of its canonical JSON', () => {
    const field = {
      accept: ['string'],
      allowEmpty: false,
      column: 'a',
      enum: null,
      form: null,
      mask: null,
      maxLength: null,
    }
    const rest = {
      name: 'a',
      nullable: false,
      pointer: '/a',
      precision: null,
      required: true,
      scale: null,
      type: 'text',
    }
    const canonical = JSON.stringify({
      ...{ envelope: [], fields: [{ ...field, ...rest }], match: null, name: 'x', origin: 'envelope' },
      ...{
        table: { name: 'y', rowNumber: 'row_number', schema: null, sentColumn: null },
        unknownFields: 'reject',
      },
    })
    const hash = definitionHash(
      definitionOf({ name: 'x', table: { name: 'y' }, fields: [{ name: 'a', type: 'text' }] }),
    )
    expect(hash).toBe(createHash('sha256').update(canonical).digest('hex').slice(0, 16))
    expect(definitionHash(logins)).toMatch(/^[0-9a-f]{16}$/)
  })

  it('stays the same if nothing changes what a row is', () => {
    const hash = hashOf({})
    const same: Partial<EventFile>[] = [
      { label: 'Order' },
      { fields: [total, state, at, id] },
      { table: { name: 'orders', columns: ['total', 'id', 'state', 'at'] } },
      { fields: [{ ...id, summary: true }, at, state, total] },
      { fields: [id, at, { ...state, enum: ['b', 'a'], accept: ['number', 'string'] }, total] },
      { match: { pointer: '/type', enum: ['paid', 'placed'] } },
      { envelope: 'none', origin: 'envelope', unknownFields: 'reject', $schema: './event.schema.json' },
      { table: { name: 'orders', rowNumber: 'row_number' } },
      {
        fields: [
          { ...id, pointer: '/id', required: true, nullable: false, column: 'id', accept: ['string'] },
          { ...at, form: 'rfc3339' },
          state,
          total,
        ],
      },
      reversed(file) as EventFile,
    ]
    for (const more of same) expect(hashOf(more), JSON.stringify(more)).toBe(hash)
  })

  it('changes if anything else changes', () => {
    const others: Partial<EventFile>[] = [
      {},
      { name: 'other' },
      { envelope: 'auto' },
      { envelope: 'sns' },
      { envelope: ['sns', 'text'] },
      { envelope: ['text', 'sns'] },
      { origin: 'message' },
      { unknownFields: 'ignore' },
      { match: { pointer: '/type', enum: ['paid'] } },
      { match: { pointer: '/kind', enum: ['paid', 'placed'] } },
      { table: { name: 'other' } },
      { table: { name: 'orders', schema: 'shop' } },
      { table: { name: 'orders', rowNumber: 'n' } },
      { table: { name: 'orders', sentColumn: 'day' } },
      ...[
        ...[
          { ...id, name: 'other' },
          { ...id, pointer: '/other' },
          { ...id, type: 'text' as const },
        ],
        ...[
          { ...id, required: false },
          { ...id, nullable: true },
          { ...id, column: 'other' },
          { ...id, mask: 'id' },
        ],
        ...[
          { ...id, type: 'text' as const, maxLength: 5 },
          { ...id, type: 'text' as const, allowEmpty: true },
        ],
        ...[
          { ...id, type: 'text' as const, accept: ['number' as const] },
          { ...id, type: 'text' as const, enum: ['x'] },
        ],
      ].map((field) => ({ fields: [field, at, state, total] })),
      { fields: [id, { ...at, form: 'ms' }, state, total] },
      { fields: [id, at, state, { ...total, scale: 3 }] },
      { fields: [id, at, state, { ...total, precision: 13 }] },
      { fields: [id, at, state] },
    ]
    const hashes = others.map(hashOf)
    expect(new Set(hashes).size).toBe(hashes.length)
  })
})
