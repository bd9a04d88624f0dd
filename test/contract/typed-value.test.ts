import { describe, expect, it } from 'vitest'
import { createDice } from '../../src/app/dice.ts'
import type { Field } from '../../src/contract/event-definition.ts'
import { timestampForms, type FieldType, type JsonKind } from '../../src/contract/field-type.ts'
import { fieldTypeNames, fieldTypes } from '../../src/contract/field-types.ts'
import { isJson } from '../../src/contract/is-json.ts'
import { logins } from '../../src/contract/logins.ts'
import { jsonOfTyped } from '../../src/contract/typed-value.ts'
import { compileEvent } from '../../src/pipeline/event-reader.ts'
import { createMask } from '../../src/pipeline/mask.ts'

const mask = createMask(new Uint8Array(32))
const text = logins.fields[0] as Field

/** Every type in every kind of JSON that its field can take, one at a time and all at once. */
const fields = fieldTypeNames.flatMap((name) => {
  const type: FieldType = fieldTypes[name]
  const forms = name === 'timestamp' ? timestampForms : [null]
  return forms.flatMap((form) =>
    [type.natural(form), ...type.possible.map((kind): readonly JsonKind[] => [kind])].map(
      (accept): Field => ({
        ...{ ...text, type: name, form, accept, maxLength: null, mask: null },
        ...{ name: 'x', pointer: '/x', column: 'x' },
      }),
    ),
  )
})

describe('what a person types as the value of a field', () => {
  it.each(
    fields.map(
      (field) => [`${field.type} ${field.form ?? ''} as ${field.accept.join(' or ')}`, field] as const,
    ),
  )('N1: is taken by a field of type %s, as its samples are', (_, field) => {
    const type: FieldType = fieldTypes[field.type]
    const { read } = compileEvent({ ...logins, envelope: [], fields: [field] }, mask)
    const dice = createDice(3)
    for (let round = 0; round < 20; round += 1) {
      const sample = type.sample(dice, field)
      const json = jsonOfTyped(sample, field)
      const kind = kindOf(json)
      // A sample of JSON is an object, whatever its field takes.
      if (field.type !== 'json')
        expect(kind === 'string').toBe(field.accept.includes('string') || !isJson(sample))
      expect([json, read(`{"x":${json}}`).ok]).toEqual([json, field.accept.includes(kind)])
    }
  })

  it.each([
    ['true', 'boolean', ['boolean'], 'true'],
    ['true', 'boolean', ['string', 'boolean'], '"true"'],
    ['9007199254740993', 'integer', ['number'], '9007199254740993'],
    ['9007199254740993', 'integer', ['string'], '"9007199254740993"'],
    ['twelve', 'integer', ['number'], '"twelve"'],
    [' 12 ', 'integer', ['number'], '12'],
    ['null', 'text', ['string'], '"null"'],
    ['"', 'text', ['string'], '"\\""'],
    [' a ', 'text', ['string'], '" a "'],
    ['{"a":1.50}', 'json', ['object', 'string'], '{"a":1.50}'],
    ['{"a":', 'json', ['object', 'string'], '"{\\"a\\":"'],
  ] as const)('N1: %j for a field of type %s that takes %j is %s', (typed, type, accept, json) => {
    expect(jsonOfTyped(typed, { type, accept })).toBe(json)
  })

  it.each([
    ['{"a":1}', '{"a":1}'],
    ['[1]', '[1]'],
    ['12', '"12"'],
    ['{', '"{"'],
  ])('N1: %j without a field in the definition is %s', (typed, json) => {
    expect(jsonOfTyped(typed, null)).toBe(json)
  })
})

const kindOf = (json: string): JsonKind => {
  const value: unknown = JSON.parse(json)
  return Array.isArray(value) ? 'array' : (typeof value as JsonKind)
}
