import { describe, expect, it } from 'vitest'
import { definitionOf } from '../../src/contract/event-file.ts'
import { jsonBreaks, detailOfBreak, remedyOfBreak } from '../../src/contract/json-breaks.ts'
import { reasonCodes } from '../../src/contract/reason.ts'
import { fieldAt, remedyOf } from '../../src/contract/remedy.ts'

const { fields } = definitionOf({
  name: 'things',
  table: { name: 'things' },
  fields: [
    { name: 'count', type: 'integer' },
    { name: 'price', type: 'decimal', precision: 12, scale: 2, accept: ['number', 'string'] },
    { name: 'colour', type: 'text', enum: ['red', 'green', 'blue'] },
    { name: 'label', type: 'text', maxLength: 8, nullable: true },
    { name: 'at', type: 'timestamp', form: 'ms' },
    { name: 'open', type: 'boolean' },
    { name: 'items', type: 'json', accept: ['array'] },
  ],
})

describe('what would be right', () => {
  it.each([
    ['wrong-type', '/count', 'Write a whole number such as 42, without quotes'],
    ['not-an-integer', '/count', 'Write a whole number such as 42, without quotes'],
    ['missing-field', '/price', 'Add it, with a decimal number of at most 12 digits, 2 behind the point'],
    ['not-listed', '/colour', 'Write red, green or blue, in quotes'],
    ['empty-value', '/label', 'Write a text of at most 8 characters, in quotes, or null'],
    ['not-a-timestamp', '/at', 'Write the milliseconds since 1970 as a whole number, without quotes'],
    ['not-a-boolean', '/open', 'Write true or false, without quotes'],
    ['wrong-type', '/items', 'Write a JSON value (array)'],
    ['not-an-ip', '/nowhere', 'Write an address such as 192.0.2.1 or 2001:db8::1'],
  ] as const)('N1 of %s at %s says what its field takes', (code, pointer, remedy) => {
    expect(remedyOf({ code, detail: null }, fieldAt(fields, { pointer }))).toBe(remedy)
  })

  it('N1 is there for every reason, and differs for every way to break JSON', () => {
    for (const code of reasonCodes)
      for (const field of [null, ...fields])
        expect(remedyOf({ code, detail: null }, field)).toMatch(/^[A-Z].*[^.]$/)
    for (const kind of jsonBreaks)
      expect(remedyOfBreak(detailOfBreak(kind))).not.toBe(remedyOfBreak('what a former version said'))
  })
})
