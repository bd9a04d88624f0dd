import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldTypes } from '../../../src/contract/field-types.ts'
import { canonicalAs, readAs, typedField } from '../../support/typed-fields.ts'

const notInteger = { fault: 'not-an-integer' }
const notDecimal = { fault: 'not-a-decimal' }
const outOfRange = { fault: 'out-of-range' }

describe('an integer', () => {
  it.each(['0', '-1', '7', '9007199254740993', '9223372036854775807', '-9223372036854775808'])(
    'is stored as it is spelled: %s',
    (text) => {
      expect(readAs('integer', text)).toBe(text)
    },
  )

  it.each(['9223372036854775808', '-9223372036854775809', '10000000000000000000', `1${'0'.repeat(400)}`])(
    'has no more than 64 bits: %s',
    (text) => {
      expect(readAs('integer', text)).toEqual(outOfRange)
    },
  )

  it.each(['+1', '01', '-01', '00', '1.0', '1e3', '1E3', '-', '1-', '0x1F', '١٢', '１２', '1 ', ' 1', '1\n'])(
    'has no other spelling: %j',
    (text) => {
      expect(readAs('integer', text)).toEqual(notInteger)
    },
  )

  it('has the same canonical form as another exactly if they are equal', () => {
    const integers = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
    fc.assert(
      fc.property(integers, integers, (one, other) => {
        const [a, b] = [canonicalAs('integer', String(one)), canonicalAs('integer', String(other))]
        expect(a === b).toBe(one === other)
      }),
    )
    expect(canonicalAs('integer', '-0')).toBe(canonicalAs('integer', '0'))
    expect(readAs('integer', '-0')).toBe('-0')
  })

  it('takes exactly the whole numbers of 64 bits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 66n), max: 2n ** 66n }), (value) => {
        const fits = value >= -(2n ** 63n) && value < 2n ** 63n
        expect(readAs('integer', String(value))).toEqual(fits ? String(value) : outOfRange)
      }),
    )
  })
})

describe('a decimal', () => {
  it.each(['0', '-0', '0.1', '19.90', '1e3', '1E+3', '1e-07', '-1.5e2', '123456789012345678901234567890.5'])(
    'is stored as it is spelled: %s',
    (text) => {
      expect(readAs('decimal', text)).toBe(text)
    },
  )

  it.each([
    ['1.50', '1.5'],
    ['-1.50e1', '-15'],
    ['1e3', '1000'],
    ['12.5e-4', '0.00125'],
    ['100', '100'],
    ['0.10', '0.1'],
    ['-0.0', '0'],
    ['0e9999', '0'],
    ['1200e-2', '12'],
    ['0.001e3', '1'],
    ['0.0015e3', '1.5'],
  ])('%s has the canonical form %s', (text, form) => {
    expect(canonicalAs('decimal', text)).toBe(form)
  })

  it.each([
    '+1',
    '01',
    '.5',
    '5.',
    '1,5',
    '1e',
    '1e+',
    'e1',
    '0x1',
    'NaN',
    'Infinity',
    '1.5.2',
    '--1',
    '١',
    '1 ',
  ])('has no other spelling: %j', (text) => {
    expect(readAs('decimal', text)).toEqual(notDecimal)
  })

  it.each([
    ['9999999999.99', '9999999999.99'],
    ['-9999999999.990', '-9999999999.990'],
    ['99999999999.99e-1', outOfRange],
    ['10000000000', outOfRange],
    ['1e10', outOfRange],
    ['1e9', '1e9'],
    ['0.001', outOfRange],
    ['1e-3', outOfRange],
    ['0.00100e1', '0.00100e1'],
  ])('with 12 digits, 2 of them after the point, reads %s as %j', (text, answer) => {
    expect(readAs('decimal', text, { precision: 12, scale: 2 })).toEqual(answer)
  })

  it('says how many digits there may be', () => {
    expect(fieldTypes.decimal.read('0.001', typedField({ precision: 12, scale: 2 }))).toEqual({
      code: 'out-of-range',
      detail: 'at most 12 digits, 2 of them behind the point',
    })
  })

  it.each([`1e1000`, '1e99999', '1e-1001', '1e999999999999', '9'.repeat(1_001), `0.${'9'.repeat(1_001)}`])(
    'has no more than a thousand digits before or after the point: %s',
    (text) => {
      expect(readAs('decimal', text)).toEqual(outOfRange)
    },
  )

  it('keeps a thousand digits before and after the point', () => {
    const text = `-${'9'.repeat(1_000)}.${'9'.repeat(1_000)}`
    expect(readAs('decimal', text)).toBe(text)
    expect(canonicalAs('decimal', text)).toBe(text)
  })

  it('has the same canonical form in every spelling of one number, and another for another number', () => {
    const spelled = fc
      .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: -30, max: 30 }))
      .map(([digits, exponent]) => ({ digits, exponent }))
    const valueOf = ({ digits, exponent }: { digits: bigint; exponent: number }) =>
      digits * 10n ** BigInt(exponent + 30)
    fc.assert(
      fc.property(spelled, spelled, fc.nat({ max: 5 }), (one, other, shift) => {
        const form = canonicalAs('decimal', `${one.digits}e${one.exponent}`)
        const moved = `${one.digits}${'0'.repeat(shift)}e${one.exponent - shift}`
        expect(canonicalAs('decimal', one.digits === 0n ? '0' : moved)).toBe(form)
        expect(canonicalAs('decimal', `${other.digits}e${other.exponent}`) === form).toBe(
          valueOf(one) === valueOf(other),
        )
      }),
    )
  })
})
