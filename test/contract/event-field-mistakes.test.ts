import { describe, expect, it } from 'vitest'
import { fieldTypeNames, fieldTypes } from '../../src/contract/field-types.ts'
import type { FieldType } from '../../src/contract/field-type.ts'
import { expectMistakes, idField, mistakesOf } from '../support/event-files.ts'

describe('what a field says of its values', () => {
  const values = { maxLength: 5, enum: ['x'], allowEmpty: true, form: 's', precision: 5, scale: 2 } as const
  const text = fieldTypeNames.flatMap((type) =>
    (Object.keys(values) as (keyof typeof values)[]).map((option) => [type, option] as const),
  )

  it.each(text)('is for its type: %s and %s', (type, option) => {
    const { options }: FieldType = fieldTypes[type]
    const both = option === 'precision' || option === 'scale' ? { precision: 5, scale: 2 } : {}
    const value = option === 'enum' && type === 'version' ? ['1.0'] : values[option]
    const mistakes = mistakesOf([{ name: 'a', type, ...both, [option]: value }])
    if (options.includes(option)) return expect(mistakes).toEqual([])
    return expect(mistakes).toContainEqual(
      expect.stringContaining(`fields[0].${option}: a field of type "${type}" has none; it is for "`),
    )
  })

  it('fits together', () => {
    expectMistakes([
      [
        [{ name: 'a', type: 'decimal', precision: 5 }],
        {},
        'fields[0].precision: say how many of the digits are behind the point, with "scale"',
      ],
      [
        [{ name: 'a', type: 'decimal', scale: 5 }],
        {},
        'fields[0].scale: say how many digits there are in all, with "precision"',
      ],
      [
        [{ name: 'a', type: 'decimal', precision: 2, scale: 5 }],
        {},
        'fields[0].scale: larger than the precision, which is 2',
      ],
      [
        [{ ...idField, maxLength: 2, enum: ['abc'] }],
        {},
        'fields[0].enum[0]: "abc" is longer than "maxLength", which is 2',
      ],
      [[{ ...idField, enum: ['a', 'b', 'a'] }], {}, 'fields[0].enum[2]: "a" is listed twice'],
      [
        [{ name: 'a', type: 'version', enum: ['one'] }],
        {},
        'fields[0].enum[0]: "one" is not a version number',
      ],
      [[{ ...idField, accept: ['string', 'string'] }], {}, 'fields[0].accept[1]: "string" is listed twice'],
    ])
  })

  it('asks only for what its type can take', () => {
    expectMistakes([
      [
        [{ name: 'a', type: 'ip', accept: ['number'] }],
        {},
        'fields[0].accept[0]: a field of type "ip" cannot take "number"',
      ],
      [
        [{ name: 'a', type: 'timestamp', accept: ['string', 'number'] }],
        {},
        'fields[0].accept[1]: a field of type "timestamp" and form "rfc3339" cannot take "number"',
      ],
      [
        [{ name: 'a', pointer: '@a', type: 'boolean' }],
        {},
        'fields[0].accept: an attribute is a text; accept "string"',
      ],
    ])
    expect(mistakesOf([{ name: 'a', type: 'timestamp', form: 'ms', accept: ['string', 'number'] }])).toEqual(
      [],
    )
    expect(mistakesOf([{ name: 'a', pointer: '@a', type: 'integer' }])).toEqual([])
  })
})
