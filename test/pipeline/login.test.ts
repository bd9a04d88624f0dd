import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logins } from '../../src/contract/logins.ts'
import { createMask } from '../../src/pipeline/mask.ts'
import { createTaker } from '../../src/pipeline/take-field.ts'

const mask = createMask(new Uint8Array(32))

const takers = new Map(logins.fields.map((field, index) => [field.name, createTaker(field, index, mask)]))

const codes = (field: string, text: string): readonly string[] =>
  takers
    .get(field)
    ?.faultsOf(text, 'string')
    .map(({ code }) => code) ?? ['no such field']

describe('the rules for the fields', () => {
  it('count the width of a column in characters, as PostgreSQL does', () => {
    for (const [field, width] of [
      ['user_id', 128],
      ['device_type', 32],
      ['locale', 32],
    ] as const) {
      expect(codes(field, 'x'.repeat(width))).toEqual([])
      expect(codes(field, '😀'.repeat(width))).toEqual([])
      expect(codes(field, 'x'.repeat(width + 1))).toEqual(['too-long'])
      expect(codes(field, '😀'.repeat(width + 1))).toEqual(['too-long'])
    }
    expect(codes('app_version', `1-${'b'.repeat(30)}`)).toEqual([])
    expect(codes('app_version', `1-${'b'.repeat(31)}`)).toEqual(['too-long'])
    expect(codes('app_version', `1+${'9'.repeat(30)}`)).toEqual([])
    expect(codes('app_version', `1+${'9'.repeat(31)}`)).toEqual(['too-long'])
  })

  it('refuse every kind of value but a text', () => {
    for (const { faultsOf } of takers.values())
      for (const kind of ['number', 'boolean', 'object', 'array'] as const)
        expect(faultsOf('1', kind).map(({ code }) => code)).toEqual(['wrong-type'])
  })

  it.each([
    ...['0', '1.0', '1.2.3', '1.2.3.4', '10.20.30.40', '2.00', '6.02', '1-rc1', '1.2-beta.1', '1.2-a-b'],
    ...['1.4.2+2049', '1+2', '1.2.3.4+5', '1.0-rc.1+sha.5114f85', '1.0+a-b', '1.0+001'],
  ])('accept %s as a version', (text) => {
    expect(codes('app_version', text)).toEqual([])
  })

  it.each([
    'v1',
    '1.',
    '.1',
    '1..2',
    '1.2.3.4.5',
    '1.2 ',
    ' 1',
    '1,2',
    '1-',
    '1+',
    '+1',
    '1+a+b',
    '1+a..b',
    '1+a_b',
    '1+ü',
    '1.x',
    '-1',
    '1\n',
    '١',
    'beta-1',
  ])('do not accept %j as a version', (text) => {
    expect(codes('app_version', text)).toEqual(['not-a-version'])
  })

  it('take a user_id of any characters except NUL and unpaired surrogates', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 128 }), (text) => {
        const clean = text.isWellFormed() && !text.includes('\0')
        expect(codes('user_id', text).length === 0).toBe(clean || [...text].length > 128)
      }),
    )
  })
})
