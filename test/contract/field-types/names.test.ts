import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FieldTypeName } from '../../../src/contract/field-types.ts'
import { canonicalAs, readAs } from '../../support/typed-fields.ts'

interface Spelling {
  readonly type: FieldTypeName
  /** Every spelling of one value, the canonical one first. */
  readonly same: readonly (readonly [string, ...string[]])[]
  readonly others: readonly string[]
}

const label63 = 'a'.repeat(63)

const spellings: readonly Spelling[] = [
  {
    type: 'uuid',
    same: [
      [
        '0189f7e2-7b1c-7def-8a3b-0242ac120002',
        '0189F7E2-7B1C-7DEF-8A3B-0242AC120002',
        '0189F7e2-7b1c-7DEF-8a3b-0242ac120002',
      ],
      ['00000000-0000-0000-0000-000000000000'],
      ['ffffffff-ffff-ffff-ffff-ffffffffffff', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'],
    ],
    others: [
      ...['0189f7e27b1c7def8a3b0242ac120002', '{0189f7e2-7b1c-7def-8a3b-0242ac120002}'],
      ...['urn:uuid:0189f7e2-7b1c-7def-8a3b-0242ac120002', '0189f7e2-7b1c-7def-8a3b-0242ac12000'],
      ...['0189f7e2-7b1c-7def-8a3b-0242ac1200022', 'g189f7e2-7b1c-7def-8a3b-0242ac120002'],
      ...['0189f7e2–7b1c–7def–8a3b–0242ac120002', '٠189f7e2-7b1c-7def-8a3b-0242ac120002'],
    ],
  },
  {
    type: 'email',
    same: [
      ['alice@example.com', 'Alice@Example.COM', 'ALICE@EXAMPLE.COM'],
      ['a.l.i.c.e+news@example.com', 'A.l.i.c.e+News@example.com'],
      ["o'hara!#$%&*/=?^_`{|}~-@example.com", "O'Hara!#$%&*/=?^_`{|}~-@example.com"],
      ['a@localhost', 'A@LOCALHOST'],
      ['a@xn--bcher-kva.example', 'a@XN--bcher-kva.example'],
      [`${'a'.repeat(64)}@${label63}.${label63}.example`],
    ],
    others: [
      ...[
        'alice',
        'alice@',
        '@example.com',
        'a@b@c',
        'alice @example.com',
        'alice@example.com ',
        'alice@-example.com',
      ],
      ...[
        'alice@example-.com',
        'alice@example..com',
        'alice@.example.com',
        'alice@example.com.',
        'alice@exam_ple.com',
      ],
      ...['"a b"@example.com', 'Alice <alice@example.com>', 'mailto:alice@example.com', 'alice@[10.0.0.1]'],
      ...[
        'älice@example.com',
        'alice@bücher.example',
        'ａlice@example.com',
        'alice＠example.com',
        'ſ@example.com',
        '\u212A@example.com',
      ],
      ...[`${'a'.repeat(65)}@example.com`, `a@${'a'.repeat(64)}.example`],
      `a@${Array.from({ length: 4 }, () => label63).join('.')}`,
    ],
  },
  {
    type: 'mac',
    same: [
      ['00:00:5e:00:53:af', '00:00:5E:00:53:AF', '00-00-5e-00-53-af', '0000.5e00.53af', '00005E0053AF'],
      ['ff:ff:ff:ff:ff:ff', 'FFFF.FFFF.FFFF'],
    ],
    others: [
      ...['00:00:5e:00:53', '00:00:5e:00:53:af:00', '00:00:5e-00-53-af', '0000.5e00:53af', '0:0:5e:0:53:af'],
      ...['00 00 5e 00 53 af', '00005e:0053af', '00005e-0053af', '00:00:5e:00:53:ag', '00:00:5e:00:53:af/48'],
      ...['00:00:5e:ff:fe:00:53:af', '00:00:5e:00:53:', ':00:00:5e:00:53:af', '００:00:5e:00:53:af'],
    ],
  },
  {
    type: 'phone',
    same: [['+4930123456'], ['+12025550123'], ['+123456789012345'], ['+6834123']],
    others: [
      ...[
        '4930123456',
        '004930123456',
        '030123456',
        '+0301234567',
        '+49 30 123456',
        '+49-30-123456',
        '+49(30)123456',
      ],
      ...[
        '+1234567890123456',
        '+123456',
        '++4930123456',
        '+',
        'tel:+4930123456',
        '+4930123456x12',
        '＋4930123456',
      ],
      ...['+٤٩30123456', '+49.30123456', '+4930123456;ext=1'],
    ],
  },
  {
    type: 'ip',
    same: [
      ['192.0.2.1', '::ffff:192.0.2.1', '::FFFF:c000:201'],
      ['2001:db8::1', '2001:DB8:0:0:0:0:0:1', '2001:0db8::0001'],
    ],
    others: [
      '192.0.2.01',
      '192.0.2.1/32',
      '192.0.2.1:80',
      '3221225985',
      '0xC0000201',
      '192.0.2',
      '[2001:db8::1]',
      'fe80::1%eth0',
    ],
  },
]

describe.each(spellings)('a value of the type $type', ({ type, same, others }) => {
  it('is stored as it came, and masked in one form whatever its spelling', () => {
    for (const [canonical, ...rest] of same) {
      for (const text of [canonical, ...rest]) {
        expect(readAs(type, text)).toBe(text)
        expect(canonicalAs(type, text)).toBe(canonical)
      }
    }
  })

  it('has no canonical form in common with another value', () => {
    const forms = same.map(([canonical]) => canonicalAs(type, canonical))
    expect(new Set(forms).size).toBe(forms.length)
  })

  it('is nothing else', () => {
    for (const text of others) {
      expect(readAs(type, text), text).toEqual({ fault: expect.stringMatching(/^not-an?-/) })
      expect(canonicalAs(type, text), text).toEqual(readAs(type, text))
    }
  })

  it('is masked the same in capitals if letters are digits or hosts’ names', () => {
    const texts = same.flat()
    fc.assert(
      fc.property(fc.constantFrom(...texts), (text) => {
        expect(canonicalAs(type, text.toUpperCase())).toBe(canonicalAs(type, text))
      }),
    )
  })
})

describe('a boolean', () => {
  it('is true or false, in lower case', () => {
    expect(['true', 'false'].map((text) => readAs('boolean', text))).toEqual(['true', 'false'])
    for (const text of ['True', 'TRUE', 'yes', 'no', '1', '0', 't', 'f', 'on', '', ' true'])
      expect(readAs('boolean', text)).toEqual({ fault: 'not-a-boolean' })
  })
})

describe('a JSON value', () => {
  it.each([
    '{"a":1}',
    '[]',
    '"x"',
    '1.50',
    '123456789012345678901234567890',
    '{ "b":1, "a":1, "b":2 }',
    'null',
    '-0',
  ])('is stored as it is spelled: %s', (text) => {
    expect(readAs('json', text)).toBe(text)
  })

  it.each(['', '{', "{'a':1}", '[1,]', 'undefined', 'NaN', '01', '{"a":1} x', '// x\n1'])(
    'is nothing else: %j',
    (text) => {
      expect(readAs('json', text)).toEqual({ fault: 'not-a-json-value' })
    },
  )
})
