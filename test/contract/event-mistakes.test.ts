import { describe, expect, it } from 'vitest'
import { definitionMistakes } from '../../src/contract/event-mistakes.ts'
import type { EventFile } from '../../src/contract/event-file.ts'
import { fieldTypeNames, fieldTypes } from '../../src/contract/field-types.ts'
import { logins } from '../../src/contract/logins.ts'
import { emailField, expectMistakes, idField, mistakesOf } from '../support/event-files.ts'

describe('a definition without a mistake', () => {
  it('is the built-in one', () => {
    expect(definitionMistakes(logins)).toEqual([])
  })

  it('is one with a field of each type, in the clear and masked where the type can be', () => {
    for (const type of fieldTypeNames) {
      const mask = fieldTypes[type].canonical === null ? {} : { mask: 'one' }
      expect(mistakesOf([{ name: 'one', type }])).toEqual([])
      expect(mistakesOf([{ name: 'one', type, ...mask }])).toEqual([])
    }
  })

  it('can have names with quotes and emoji, of up to 63 bytes', () => {
    const table = { name: 'the "table" 🧾', schema: "o'brien", rowNumber: '№', columns: ['sp ace'] }
    expect(mistakesOf([{ ...idField, column: 'sp ace' }], { table })).toEqual([])
    expect(mistakesOf([{ ...idField, column: 'ä'.repeat(31) + 'x' }])).toEqual([])
    expect(mistakesOf([{ ...idField, column: '🧾'.repeat(16) }])).toEqual([
      'fields[0].column: 64 bytes long; PostgreSQL keeps 63 of a name and cuts the rest',
    ])
  })
})

describe('the names of a definition', () => {
  it('differ from field to field', () => {
    expectMistakes([
      [
        [idField, { ...idField, pointer: '/b', column: 'b' }],
        {},
        'fields[1].name: there is a field "id" before',
      ],
    ])
  })

  it('contain nothing invisible', () => {
    for (const [hidden, spelled] of [
      ['\u202E', '\\u202e'],
      ['\u2066', '\\u2066'],
      ['\u0007', '\\u0007'],
      ['\u200B', '\\u200b'],
      ['\n', '\\n'],
    ])
      expectMistakes([
        [
          [idField],
          { label: `Sign${hidden}up` },
          `label: "Sign${spelled}up" holds a character that cannot be seen, or has a space at an end`,
        ],
      ])
    for (const [hidden, spelled] of [
      ['\0', '\\u0000'],
      ['\u202E', '\\u202e'],
      ['\x1b', '\\u001b'],
      ['\u2028', '\\u2028'],
    ])
      expectMistakes([
        [
          [{ ...idField, column: `a${hidden}b` }],
          {},
          `fields[0].column: "a${spelled}b" holds a character that cannot be seen`,
        ],
        [
          [idField],
          { table: { name: `a${hidden}` } },
          `table.name: "a${spelled}" holds a character that cannot be seen`,
        ],
      ])
  })

  it('are whole characters', () => {
    expectMistakes([
      [[{ ...idField, enum: ['\ud800'] }], {}, 'fields[0].enum[0]: "\\ud800" holds an unpaired surrogate'],
      [[idField], { table: { name: 'x\udc00' } }, 'table.name: "x\\udc00" holds an unpaired surrogate'],
    ])
  })
})

describe('the table of a definition', () => {
  it.each(['sluice', 'pg_catalog', 'information_schema', 'pg_toast', 'pg_temp_3', 'pg_'])(
    'is never in the schema %s',
    (schema) => {
      const owner = schema === 'sluice' ? 'Sluice' : 'PostgreSQL'
      expectMistakes([
        [
          [idField],
          { table: { name: 't', schema } },
          `table.schema: "${schema}" is ${owner}'s own; events cannot go there`,
        ],
      ])
    },
  )

  it('fills each column once', () => {
    const sent = { name: 't', sentColumn: 'day' }
    expectMistakes([
      [
        [idField, { name: 'b', type: 'text', column: 'id' }],
        {},
        'fields[1].column: the field "id" fills the column "id" too',
      ],
      [
        [{ ...idField, column: 'n' }],
        { table: { name: 't', rowNumber: 'n' } },
        'table.rowNumber: the field "id" fills the column "n"',
      ],
      [
        [{ ...idField, column: 'row_number' }],
        { table: { name: 't' } },
        'table.rowNumber: the field "id" fills the column "row_number"',
      ],
      [
        [{ ...idField, column: 'day' }],
        { table: sent },
        'table.sentColumn: the field "id" fills the column "day"',
      ],
      [[idField], { table: { ...sent, rowNumber: 'day' } }, 'table.sentColumn: "day" numbers the rows'],
    ])
  })

  it('lists exactly the columns that are filled', () => {
    const two = [idField, { name: 'b', type: 'text' }] as const
    const listed = (columns: string[]): Partial<EventFile> => ({ table: { name: 't', columns } })
    expect(mistakesOf(two, listed(['b', 'id']))).toEqual([])
    expectMistakes([
      [two, listed(['b']), 'table.columns: "id" is filled and not listed'],
      [two, listed(['b', 'id', 'c']), 'table.columns[2]: nothing fills a column "c"'],
      [two, listed(['b', 'id', 'b']), 'table.columns[2]: "b" is listed twice'],
      [
        two,
        listed(['row_number', 'b', 'id']),
        'table.columns[0]: "row_number" numbers the rows; only columns that messages fill are listed',
      ],
    ])
  })

  it.each(['ctid', 'xmin', 'tableoid'])('has no second column %s', (column) => {
    expectMistakes([
      [[{ ...idField, column }], {}, `fields[0].column: every table has a column "${column}" of its own`],
    ])
  })
})

describe('mistakes', () => {
  it('come all at once', () => {
    const mistakes = mistakesOf(
      [
        { name: 'a', type: 'json', pointer: '/user' },
        emailField,
        { name: 'a', type: 'ip', maxLength: 5, accept: ['number'], column: 'a' },
      ],
      { label: '\u202Ex', table: { name: 't', schema: 'sluice' }, match: { pointer: 'x', enum: ['a', 'a'] } },
    )
    expect(mistakes.map((mistake) => mistake.slice(0, mistake.indexOf(':'))).sort()).toEqual([
      ...['fields[0].pointer', 'fields[2].accept[0]', 'fields[2].column', 'fields[2].maxLength'],
      ...['fields[2].name', 'label', 'match.enum[1]', 'match.pointer', 'table.schema'],
    ])
  })
})
