import fc from 'fast-check'
import { isIP, isIPv4 } from 'node:net'
import { describe, expect, it } from 'vitest'
import { canonicalIp } from '../../src/contract/field-types/ip-address.ts'

const groups = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), {
  minLength: 8,
  maxLength: 8,
})

/** The same address in many spellings. */
const spellings = (address: readonly number[]): readonly string[] => {
  const hex = address.map((group) => group.toString(16))
  const [high = 0, low = 0] = address.slice(6)
  const dotted = [high >> 8, high & 255, low >> 8, low & 255].join('.')
  const cuts = address.flatMap((group, at) =>
    group === 0 ? [`${hex.slice(0, at).join(':')}::${hex.slice(at + 1).join(':')}`] : [],
  )
  return [
    hex.join(':'),
    hex.join(':').toUpperCase(),
    hex.map((group) => group.padStart(4, '0')).join(':'),
    `${hex.slice(0, 6).join(':')}:${dotted}`,
    ...cuts,
  ]
}

describe('canonicalIp', () => {
  it.each([
    // RFC 5952, sections 1 and 2: one address in many spellings.
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:0db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8::1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8::0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:0:1::1', '2001:db8::1:0:0:1'],
    ['2001:DB8:0:0:1::1', '2001:db8::1:0:0:1'],
    // Section 4.1: no leading zeros.
    ['2001:0db8::0001', '2001:db8::1'],
    // 4.2.1: as short as possible.
    ['2001:db8:0:0:0:0:2:1', '2001:db8::2:1'],
    // 4.2.2: one group of zeros is not a run.
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:db8::1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    // 4.2.3: the longest run, and of equal ones the first.
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    // 4.3: lower case.
    ['2001:DB8::AAAA', '2001:db8::aaaa'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['1:0:0:0:0:0:0:0', '1::'],
  ])('writes %s as RFC 5952 does: %s', (text, canonical) => {
    expect(canonicalIp(text)).toBe(canonical)
  })

  it('A27 takes an IPv4-mapped IPv6 address for the IPv4 address, however it is spelt', () => {
    for (const text of ['::ffff:1.2.3.4', '::FFFF:102:304', '0:0:0:0:0:ffff:0102:0304'])
      expect(canonicalIp(text)).toBe('1.2.3.4')
    expect(canonicalIp('::1.2.3.4')).toBe('::102:304')
    expect(canonicalIp('::ffff:0:1.2.3.4')).toBe('::ffff:0:102:304')
  })

  it.each([
    ...[
      '',
      ' 1.2.3.4',
      '1.2.3.4 ',
      '1.2.3.4\n',
      '01.2.3.4',
      '1.2.3.04',
      '1.2.3',
      '1.2.3.4.5',
      '1.2.3.256',
      '1.2.3.-4',
    ],
    ...[
      '0x1.2.3.4',
      '16909060',
      '1.2.3.4/32',
      '1.2.3.4:80',
      '１.2.3.4',
      '1.2.3.٤',
      '1..3.4',
      '+1.2.3.4',
      '1e1.2.3.4',
    ],
    ...[
      'fe80::1%eth0',
      '::1/128',
      '[::1]',
      ':::',
      '::1::',
      '1::2::3',
      ':1',
      '1:',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8:9',
    ],
    ...[
      '12345::',
      '::g',
      '::1.2.3',
      '::01.2.3.4',
      '1.2.3.4::',
      '1:2:3:4:5:6:7::8:9',
      '1:2:3:4:5:6:7:1.2.3.4',
      ' ::1',
      '::1 ',
    ],
    ...['localhost', 'example.org', '\0', '1.2.3.4\0', `${'0'.repeat(1000)}::1`, ':'.repeat(100_000)],
  ])('A27 refuses %j', (text) => {
    expect(canonicalIp(text)).toBeNull()
  })

  it('gives equal addresses equal texts, in every spelling', () => {
    fc.assert(
      fc.property(groups, (address) => {
        const texts = new Set(spellings(address).map(canonicalIp))
        expect(texts.size).toBe(1)
        expect(texts.has(null)).toBe(false)
      }),
    )
  })

  it('gives different addresses different texts, but for an IPv4 address and its IPv6 form', () => {
    fc.assert(
      fc.property(groups, groups, (one, other) => {
        fc.pre(one.join() !== other.join())
        expect(canonicalIp(one.map((group) => group.toString(16)).join(':'))).not.toBe(
          canonicalIp(other.map((group) => group.toString(16)).join(':')),
        )
      }),
    )
  })

  it('leaves its own result as it is, and returns lower case without spaces', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.ipV4Extended()), (text) => {
        const canonical = canonicalIp(text)
        if (canonical === null) return
        expect(canonicalIp(canonical)).toBe(canonical)
        expect(canonical).toMatch(/^[0-9a-f:.]+$/)
        expect(canonical.length).toBeLessThanOrEqual(39)
      }),
    )
  })

  it('accepts exactly Node’s addresses, except zone ids', () => {
    const near = fc
      .array(
        fc.constantFrom('1', '0', 'ff', 'ffff', '255', '256', ':', '::', '.', '%1', '00', 'g', '1.2.3.4'),
        {
          maxLength: 16,
        },
      )
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.oneof(near, fc.ipV4(), fc.ipV6(), fc.string()), (text) => {
        const expected = isIP(text) !== 0 && !text.includes('%')
        expect(canonicalIp(text) !== null).toBe(expected)
      }),
      { numRuns: 5_000 },
    )
  })

  it('leaves an IPv4 address as it is', () => {
    fc.assert(
      fc.property(fc.ipV4(), (text) => {
        expect(isIPv4(text)).toBe(true)
        expect(canonicalIp(text)).toBe(text)
      }),
    )
  })
})
