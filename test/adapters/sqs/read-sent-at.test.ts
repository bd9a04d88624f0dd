import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSentAt } from '../../../src/adapters/sqs/read-sent-at.ts'

const now = Date.parse('2026-11-25T12:00:00.000Z')
const hour = 3_600_000
const ago = (hours: number): number => now - hours * hour

describe('A48: the time at which a message was sent, as the service reports it', () => {
  it.each<[string, unknown, number]>([
    ['milliseconds, as SQS gives them', String(ago(3)), ago(3)],
    ['milliseconds as a number', ago(3), ago(3)],
    ['milliseconds with decimals', `${ago(3)}.75`, ago(3)],
    ['milliseconds with zeros or spaces around them', ` 000${ago(3)} `, ago(3)],
    ['seconds, ten digits', String(ago(3) / 1_000), ago(3)],
    ['seconds as a number', ago(3) / 1_000, ago(3)],
    ['seconds with decimals', `${ago(3) / 1_000}.5`, ago(3) + 500],
    ['microseconds', `${ago(3)}000`, ago(3)],
    ['nanoseconds', `${ago(3)}000000`, ago(3)],
    ['an exponent with all its digits', ago(3).toExponential(), ago(3)],
    ['ISO 8601', '2026-11-25T09:00:00.000Z', ago(3)],
    ['ISO 8601 without fractions or seconds', '2026-11-25T09:00Z', ago(3)],
    ['ISO 8601 of another zone', '2026-11-25T10:00:00+01:00', ago(3)],
    ['ISO 8601 without a zone, which is UTC', '2026-11-25T09:00:00', ago(3)],
    ['up to fifteen days ago', String(ago(15 * 24)), ago(15 * 24)],
    ['up to a day ahead', String(ago(-24)), ago(-24)],
  ])('is read from %s', (_, value, at) => {
    expect(readSentAt(value, now)).toEqual({ at, isAssumed: false })
  })

  it.each<[string, unknown]>([
    ['is missing', undefined],
    ['is null', null],
    ['is empty', ''],
    ['is blank', '  '],
    ['is not a number', 'NaN'],
    ['is the number NaN', NaN],
    ['is infinite', Infinity],
    ['is a word', 'yesterday'],
    ['is a date without a time', '2026-11-25'],
    ['is a date of another kind', 'Wed, 25 Nov 2026 09:00:00 GMT'],
    ['is a time that no calendar has', '2026-13-45T99:99:99Z'],
    ['is hexadecimal', '0x19abcd'],
    ['is negative', String(-ago(3))],
    ['is zero', '0'],
    ['is rounded to an exponent', '1.76e12'],
    ['is huge', '9'.repeat(25)],
    ['is longer than any number', '9'.repeat(5_000)],
    ['is an overflowing exponent', '1e999'],
    ['has two points', '1.2.3'],
    ['is a list', [String(ago(3))]],
    ['is an object', { at: ago(3) }],
    ['is true', true],
    ['is more than fifteen days ago', String(ago(15 * 24) - 1)],
    ['is more than a day ahead', String(ago(-24) + 1)],
    ['is of 1970', '1764064800'.slice(0, 7)],
    ['has other digits', '١٧٦٤٠٦٤٨٠٠'],
  ])('is the time of receipt if it %s', (_, value) => {
    expect(readSentAt(value, now)).toEqual({ at: now, isAssumed: true })
  })

  it('is always a day on which a message can have been sent', () => {
    const word = fc.oneof(
      fc.anything(),
      fc.string(),
      fc.integer().map(String),
      fc.double().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    )
    fc.assert(
      fc.property(word, (value) => {
        const { at } = readSentAt(value, now)
        expect(Number.isInteger(at)).toBe(true)
        expect(at).toBeGreaterThanOrEqual(ago(15 * 24))
        expect(at).toBeLessThanOrEqual(ago(-24))
      }),
    )
  })

  it('is the same in every unit, for every time of the last fortnight', () => {
    fc.assert(
      fc.property(fc.integer({ min: ago(14 * 24) / 1_000, max: now / 1_000 }), (seconds) => {
        for (const zeros of ['', '000', '000000', '000000000'])
          expect(readSentAt(`${seconds}${zeros}`, now)).toEqual({ at: seconds * 1_000, isAssumed: false })
      }),
    )
  })
})
