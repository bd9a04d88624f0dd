import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalAs, readAs } from '../../support/typed-fields.ts'

const notDate = { fault: 'not-a-date' }
const notTime = { fault: 'not-a-timestamp' }
const outOfRange = { fault: 'out-of-range' }

describe('a date', () => {
  it.each(['0001-01-01', '1900-02-28', '2000-02-29', '2024-02-29', '2026-11-30', '9999-12-31'])(
    'is a day of the calendar: %s',
    (text) => {
      expect(readAs('date', text)).toBe(text)
      expect(canonicalAs('date', text)).toBe(text)
    },
  )

  it.each([
    ...['2026-02-30', '2025-02-29', '1900-02-29', '2100-02-29', '2026-04-31', '2026-13-01', '2026-00-10'],
    ...['2026-01-00', '2026-01-32', '0000-01-01', '-001-01-01', '10000-01-01', '+2026-01-01', '2026-1-1'],
    ...[
      '26-01-01',
      '20260101',
      '2026/01/01',
      '01.01.2026',
      '2026-01-01T00:00:00Z',
      '2026-01-01 ',
      '２０２６-01-01',
    ],
    ...['infinity', 'today', '2026-W01-1', '2026-001', '2026-01'],
  ])('is nothing else: %j', (text) => {
    expect(readAs('date', text)).toEqual(notDate)
  })

  it('is every day that the computer knows, and no other', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_999 }),
        fc.integer({ min: 0, max: 14 }),
        fc.integer({ min: 0, max: 33 }),
        (year, month, day) => {
          const two = (value: number) => String(value).padStart(2, '0')
          const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
          const known = new Date(0)
          known.setUTCFullYear(year, month - 1, day)
          const isDay =
            known.getUTCMonth() === month - 1 && known.getUTCDate() === day && known.getUTCFullYear() === year
          expect(readAs('date', text)).toEqual(isDay ? text : notDate)
        },
      ),
      { numRuns: 2_000 },
    )
  })
})

describe('a timestamp of RFC 3339', () => {
  it.each([
    ['2026-11-26T09:17:08Z', '2026-11-26T09:17:08Z'],
    ['2026-11-26t09:17:08z', '2026-11-26T09:17:08Z'],
    ['2026-11-26T09:17:08.500Z', '2026-11-26T09:17:08.5Z'],
    ['2026-11-26T09:17:08.000Z', '2026-11-26T09:17:08Z'],
    ['2026-11-26T09:17:08.123456Z', '2026-11-26T09:17:08.123456Z'],
    ['2026-11-26T09:17:08.1234569Z', '2026-11-26T09:17:08.123456Z'],
    ['2026-11-26T09:17:08.0000009Z', '2026-11-26T09:17:08Z'],
    ['2026-11-26T00:30:00+01:00', '2026-11-25T23:30:00Z'],
    ['2026-12-31T23:30:00-01:00', '2027-01-01T00:30:00Z'],
    ['2024-02-29T23:59:59.9-00:30', '2024-03-01T00:29:59.9Z'],
    ['2026-11-26T09:17:08-00:00', '2026-11-26T09:17:08Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
    ['9999-12-31T23:59:59.999999Z', '9999-12-31T23:59:59.999999Z'],
  ])('%s is stored as %s', (text, stored) => {
    expect(readAs('timestamp', text, { form: 'rfc3339' })).toBe(stored)
    expect(canonicalAs('timestamp', text, { form: 'rfc3339' })).toBe(stored)
  })

  it.each([
    ...['2026-11-26T24:00:00Z', '2026-11-26T23:60:00Z', '2016-12-31T23:59:60Z', '2026-02-30T00:00:00Z'],
    ...['2026-11-26T09:17:08+25:00', '2026-11-26T09:17:08+24:00', '2026-11-26T09:17:08+01:60'],
    ...[
      '2026-11-26T09:17:08',
      '2026-11-26 09:17:08Z',
      '2026-11-26',
      '2026-11-26T09:17Z',
      '2026-11-26T09:17:08+01',
    ],
    ...[
      '2026-11-26T09:17:08+0100',
      '2026-11-26T09:17:08,5Z',
      '2026-11-26T09:17:08.Z',
      '2026-11-26T09:17:08 Z',
    ],
    ...['2026-11-26T09:17:08ZZ', '2026-11-26T09:17:08Z+01:00', '2026-11-26T9:17:08Z', '20261126T091708Z'],
    ...['0000-01-01T00:00:00Z', '10000-01-01T00:00:00Z', '1764148628', 'now', '２026-11-26T09:17:08Z'],
    ...['2026-11-26T09:17:08CET', '2026-11-26T09:17:08Z[Europe/Berlin]', 'Thu, 26 Nov 2026 09:17:08 GMT'],
  ])('is nothing else: %j', (text) => {
    expect(readAs('timestamp', text, { form: 'rfc3339' })).toEqual(notTime)
  })

  it.each(['0001-01-01T00:00:00+00:01', '9999-12-31T23:59:59-00:01'])(
    'has a year of four digits in UTC, too: %s',
    (text) => {
      expect(readAs('timestamp', text, { form: 'rfc3339' })).toEqual(outOfRange)
    },
  )

  it('is stored as the same moment that the computer reads, in whatever zone it is written', () => {
    const moments = fc.date({
      min: new Date('0001-01-02T00:00:00Z'),
      max: new Date('9999-12-30T23:59:59.999Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(moments, fc.integer({ min: -1_439, max: 1_439 }), (moment, minutes) => {
        const local = new Date(moment.getTime() + minutes * 60_000).toISOString().slice(0, -1)
        const two = (value: number) => String(Math.trunc(value)).padStart(2, '0')
        const size = Math.abs(minutes)
        const zone = `${minutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`
        const stored = readAs('timestamp', `${local}${zone}`, { form: 'rfc3339' })
        expect(new Date(stored as string).getTime()).toBe(moment.getTime())
      }),
      { numRuns: 500 },
    )
  })
})

describe('a timestamp since 1970', () => {
  it.each([
    ['s', '0', '1970-01-01T00:00:00Z'],
    ['s', '-0', '1970-01-01T00:00:00Z'],
    ['s', '1764148628', '2025-11-26T09:17:08Z'],
    ['s', '1764148628.25', '2025-11-26T09:17:08.25Z'],
    ['s', '1764148628.1234567', '2025-11-26T09:17:08.123456Z'],
    ['s', '-1', '1969-12-31T23:59:59Z'],
    ['s', '-1.5', '1969-12-31T23:59:58.5Z'],
    ['ms', '1764148628123', '2025-11-26T09:17:08.123Z'],
    ['ms', '1764148628123.4567', '2025-11-26T09:17:08.123456Z'],
    ['us', '1764148628123456', '2025-11-26T09:17:08.123456Z'],
    ['us', '1764148628123456.9', '2025-11-26T09:17:08.123456Z'],
    ['ns', '1764148628123456789', '2025-11-26T09:17:08.123456Z'],
    ['ns', '999', '1970-01-01T00:00:00Z'],
    ['ns', '-1000', '1969-12-31T23:59:59.999999Z'],
    ['s', '-62135596800', '0001-01-01T00:00:00Z'],
    ['s', '253402300799', '9999-12-31T23:59:59Z'],
  ] as const)('in %s: %s is stored as %s', (form, text, stored) => {
    expect(readAs('timestamp', text, { form })).toBe(stored)
  })

  it.each([
    // Milliseconds, microseconds and nanoseconds that a definition declares as seconds.
    ['s', '1764148628123'],
    ['s', '1764148628123456'],
    ['ms', '1764148628123456'],
    ['us', '1764148628123456789'],
    ['s', '253402300800'],
    ['s', '-62135596801'],
    ['ns', '9'.repeat(22)],
    ['s', '9'.repeat(400)],
  ] as const)('in %s, %s is out of range', (form, text) => {
    expect(readAs('timestamp', text, { form })).toEqual(outOfRange)
  })

  it.each([
    '1.7e9',
    '01',
    '+1',
    '1764148628Z',
    '2026-11-26T09:17:08Z',
    '',
    ' 1',
    '1 ',
    '١',
    '1.',
    '.1',
    '0x1',
    '1,5',
  ])('is a plain number, and %j is not', (text) => {
    for (const form of ['s', 'ms', 'us', 'ns'] as const)
      expect(readAs('timestamp', text, { form })).toEqual(notTime)
  })

  it('is the same moment in every unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }), (seconds) => {
        const stored = readAs('timestamp', String(seconds), { form: 's' })
        expect(new Date(stored as string).getTime()).toBe(seconds * 1_000)
        if (seconds === 0) return
        expect(readAs('timestamp', `${seconds}000`, { form: 'ms' })).toBe(stored)
        expect(readAs('timestamp', `${seconds}000000`, { form: 'us' })).toBe(stored)
        expect(readAs('timestamp', `${seconds}000000000`, { form: 'ns' })).toBe(stored)
      }),
      { numRuns: 500 },
    )
  })
})
